package dev.insula.site.auth;

/** The site's word on whether a password fits. May throw anything unchecked. */
interface PasswordCheck {
  /**
   * Whether it fits.
   *
   * @param password overwritten after the call
   */
  boolean fits(String user, char[] password);
}
