/** A domain in lower case with at least two labels, like `crm.agency.example`: no address, no port and no IP address. */
export const DOMAIN_PATTERN = /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z0-9-]*[a-z][a-z0-9-]*$/;
