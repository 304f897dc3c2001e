package dev.insula.site.clean;

/** A thread that does not end, in words that help to find what it does. */
final class ThreadSentence {
  private ThreadSentence() {}

  static String of(Thread thread) {
    StackTraceElement[] stack = thread.getStackTrace();
    String kind = thread.isVirtual() ? "Virtual thread \"" : "Thread \"";
    String where = stack.length == 0 ? "" : ", now in " + stack[0];
    return kind + thread.getName() + "\" ignores its interruption" + where + ".";
  }
}
