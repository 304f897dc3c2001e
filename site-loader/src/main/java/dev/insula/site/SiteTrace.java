package dev.insula.site;

import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * A throwable of a site's code as text: the throwable itself would keep the site's classes alive.
 * Its methods are the site's code and may fail themselves.
 */
final class SiteTrace {
  private SiteTrace() {}

  static String of(Throwable thrown) {
    StringWriter text = new StringWriter();
    try {
      thrown.printStackTrace(new PrintWriter(text));
      return text.toString();
    } catch (RuntimeException | StackOverflowError inItsOwnText) {
      return thrown.getClass().getName();
    }
  }

  static String firstLine(Throwable thrown) {
    try {
      return thrown.toString().lines().findFirst().orElse(thrown.getClass().getName());
    } catch (RuntimeException | StackOverflowError inItsOwnText) {
      return thrown.getClass().getName();
    }
  }

  /** Where a thread is now, as text. */
  static String of(Thread thread) {
    StringBuilder text = new StringBuilder(thread.getName()).append('\n');
    for (StackTraceElement frame : thread.getStackTrace()) {
      text.append("\tat ").append(frame).append('\n');
    }
    return text.toString();
  }
}
