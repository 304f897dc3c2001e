package dev.insula.site.modules;

import java.io.Serial;

/** A site's class path cannot be used; the message names the entry. */
public final class ClassPathException extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  private final String what;

  ClassPathException(String what) {
    super(what);
    this.what = what;
  }

  ClassPathException(String what, Throwable cause) {
    super(what, cause);
    this.what = what;
  }

  /** What is wrong, as a sentence without its full stop. */
  public String what() {
    return what;
  }
}
