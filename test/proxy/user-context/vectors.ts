/** Invented data, encrypted as HighLevel does. `openssl enc -d -aes-256-cbc -md md5 -a -A -pass pass:…` decrypts it, too. */
export const SECRET = 'test-shared-secret-5b0c';
export const LOCATION_PAYLOAD =
  'U2FsdGVkX18AESIzRFVmdy+1mjVJR83Y0ZF//FJBYzzMbqofs/oUlbuXBVozrLuejwcOpA+syTc8Tej8igGR7AS9Tqt7WtjDqTZ9i+pC6Q4bN/0aNh6y5Bs2FjxaLNZl6p3O5LzhnwrKEJ9oiGl1W5QdvLY+Pm9sZpQi73xIbEXVhvx9INwwCCVpXle14tAgJii0+PUhGWikliLPVRz5R4MTSw+W6j0kBB2iBIgDz1qUx1Rr1OKOw8odYk6fybzeiY+7J5yO3KHjJkiSlstVng==';
export const AGENCY_PAYLOAD =
  'U2FsdGVkX18AESIzRFVmdy+1mjVJR83Y0ZF//FJBYzzMbqofs/oUlbuXBVozrLuejwcOpA+syTc8Tej8igGR7AS9Tqt7WtjDqTZ9i+pC6Q4bN/0aNh6y5Bs2FjxaLNZl6p3O5LzhnwrKEJ9oiGl1W82MFRIBDebxWj7F+oTIqpBUXE/HthdyKdlEP+NIWgAj/3GF8QjmAZEAzx9rl7cB1vsyqWh8ot2zBQ7okwEzjzg=';
export const CONTEXT = { userId: 'MKQJ7wOVVmNOMvrnKKKK', companyId: 'GNb7aIv4rQFVb9iwNl5K' };
export const LOCATION_ID = 'yLKVZpNppIdYpah4RjNE';
