document.querySelector('#back')!.addEventListener('click', () => history.back());
