const frame = document.createElement('iframe');
frame.src = '/index.html';
frame.width = '800';
document.body.append(frame);
