package dev.insula.site.state;

import dev.insula.site.patch.ProcessWideTable;
import dev.insula.site.patch.Replacement;
import dev.insula.site.patch.RuntimeClassFiles;
import java.lang.StackWalker.StackFrame;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The ledger of what a site's code writes although the whole JVM shares it. Each place in the code
 * is told once and counted from then on; beyond {@link #MOST_PLACES} places they are only counted.
 * Holds text only, nothing of the site's. Safe for use by any number of threads.
 */
public final class SharedWrites {
  /** How many places are remembered. */
  static final int MOST_PLACES = 200;

  private static final String RUNTIME = RuntimeClassFiles.PACKAGE + ".";
  private static final String OWN = SharedWrites.class.getPackageName() + ".";
  private static final List<String> JDK = List.of("java.", "javax.", "jdk.", "sun.", "com.sun.");

  private static final StackWalker STACK =
      StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

  private final String site;
  private final SharedWriteRule rule;
  private final Consumer<SharedWrite> told;
  private final Map<Call, Long> counts = new LinkedHashMap<>();
  private long others;

  private record Call(String member, String place) {}

  /** A ledger that tells of each new place, on the thread that writes. */
  SharedWrites(String site, SharedWriteRule rule, Consumer<SharedWrite> told) {
    this.site = site;
    this.rule = rule;
    this.told = told;
  }

  /**
   * To be called by a stand-in before it writes; the stack says which member is meant and by whom.
   *
   * @throws SecurityException if the site is not let; the message says by which line of the
   *     manifest
   */
  public void write() {
    if (rule.answer() == SharedWriteRule.Answer.IGNORE) {
      return;
    }
    Call call = STACK.walk(SharedWrites::call);
    boolean refused = rule.answer() == SharedWriteRule.Answer.DENY;
    if (isNew(call)) {
      told.accept(new SharedWrite(call.member, call.place, refused, 1));
    }
    if (refused) {
      throw new SecurityException(
          "Site %s may not call %s: the whole JVM shares what it changes, and %s. Use isolation: process, or allow it by process-wide: warn."
              .formatted(site, call.member, said()));
    }
  }

  private String said() {
    return rule.saidAt().isEmpty() ? "process-wide is \"deny\"" : rule.saidAt();
  }

  /** What was written and where, the first place first. */
  public synchronized List<SharedWrite> all() {
    boolean refused = rule.answer() == SharedWriteRule.Answer.DENY;
    List<SharedWrite> all = new ArrayList<>();
    counts.forEach(
        (call, count) -> all.add(new SharedWrite(call.member, call.place, refused, count)));
    return List.copyOf(all);
  }

  /** How many writes came from places that are not remembered. */
  public synchronized long fromOtherPlaces() {
    return others;
  }

  private synchronized boolean isNew(Call call) {
    if (counts.size() >= MOST_PLACES && !counts.containsKey(call)) {
      others++;
      return false;
    }
    return counts.merge(call, 1L, Long::sum) == 1;
  }

  private static Call call(Stream<StackFrame> stack) {
    Iterator<StackFrame> frames =
        stack.dropWhile(frame -> frame.getClassName().startsWith(OWN)).iterator();
    StackFrame standIn = frames.next();
    StackFrame caller = standIn;
    while (frames.hasNext() && (isNobodys(caller) || isForwarder(caller, standIn))) {
      caller = frames.next();
    }
    return new Call(member(standIn), place(caller));
  }

  /** As in a stack trace, without the loader's name. */
  private static String place(StackFrame frame) {
    String file = frame.getFileName();
    String line = frame.getLineNumber() > 0 ? ":" + frame.getLineNumber() : "";
    return "%s.%s(%s)"
        .formatted(
            frame.getClassName(),
            frame.getMethodName(),
            file == null ? "Unknown Source" : file + line);
  }

  /** A frame of the stand-in, or of the JDK that was handed it as a function. */
  private static boolean isNobodys(StackFrame frame) {
    String name = frame.getClassName();
    return name.startsWith(RUNTIME) || JDK.stream().anyMatch(name::startsWith);
  }

  /** A method that the patch has added to a subclass; it has no lines. */
  private static boolean isForwarder(StackFrame frame, StackFrame standIn) {
    return frame.getLineNumber() < 0 && frame.getDescriptor().equals(standIn.getDescriptor());
  }

  private static String member(StackFrame standIn) {
    String type = standIn.getClassName().replace('.', '/');
    return ProcessWideTable.standard().replacements().stream()
        .filter(row -> row.runtimeClass().equals(type))
        .filter(row -> row.runtimeName().equals(standIn.getMethodName()))
        .filter(row -> row.runtimeDescriptor().equals(standIn.getDescriptor()))
        .map(Replacement::inJava)
        .findFirst()
        .orElse(standIn.toString());
  }
}
