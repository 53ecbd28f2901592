const back = document.querySelector<HTMLButtonElement>('#back')!;
back.addEventListener('click', () => history.back());
// A click that comes before would do nothing.
back.disabled = false;
