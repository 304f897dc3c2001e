package dev.insula.site.patch;

/** Bytes that are not a class file; the message says what is wrong with them, without the name. */
final class MalformedClass extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MalformedClass(String message) {
    super(message);
  }
}
