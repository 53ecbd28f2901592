export const TOKEN = 'pit-benchmark-0123456789abcdef';
