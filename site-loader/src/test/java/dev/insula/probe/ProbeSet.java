package dev.insula.probe;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;

/**
 * Probes of process-wide members, as code of one site. Each has a step that changes something and a
 * step that reads; both sites change before either reads. Handed to the test as JDK types.
 */
public final class ProbeSet implements Function<String, Map<String, Callable<String>>> {
  /** Sites read different values, and neither reads what the twin without the patch reads. */
  public static final String DIFFERENT = "different";

  /** Sites read different values; one of them may happen to be the twin's. */
  public static final String APART = "apart";

  /** As {@link #APART}, but the JDK itself keeps callers of different loaders apart. */
  public static final String KEPT_APART = "kept apart";

  /** All read the same: the member has nothing of a site's own to show, or none by the hour. */
  public static final String SAME = "same";

  /** The steps that change something, by the name of the probe. */
  public static final String CHANGE = "change";

  final String who;
  private final Map<String, Map<String, Callable<String>>> byKind = new LinkedHashMap<>();

  /** All probes, as code of this site; the name is told apart from any process-wide state. */
  public ProbeSet(String who) {
    this.who = who;
    new SystemProbes(this).add();
    new ProcessProbes(this).add();
    new LocaleProbes(this).add();
    new TextProbes(this).add();
    new DateProbes(this).add();
    new FileProbes(this).add();
    new PathProbes(this).add();
    new StreamProbes(this).add();
    new ReflectionProbes(this).add();
    new LoggingProbes(this).add();
    new ServiceProbes(this).add();
    new NetworkProbes(this).add();
  }

  /** What one site reads, the other does not, nor does the twin. */
  void different(String name, Callable<String> read) {
    put(DIFFERENT, name, read);
  }

  /** As {@link #different(String, Callable)}, after a change. */
  void different(String name, Change change, Callable<String> read) {
    change(name, change);
    put(DIFFERENT, name, read);
  }

  void apart(String name, Callable<String> read) {
    put(APART, name, read);
  }

  void apart(String name, Change change, Callable<String> read) {
    change(name, change);
    put(APART, name, read);
  }

  void keptApart(String name, Callable<String> read) {
    put(KEPT_APART, name, read);
  }

  void keptApart(String name, Change change, Callable<String> read) {
    change(name, change);
    put(KEPT_APART, name, read);
  }

  void same(String name, Callable<String> read) {
    put(SAME, name, read);
  }

  private void change(String name, Change change) {
    put(
        CHANGE,
        name,
        () -> {
          change.make();
          return "";
        });
  }

  private void put(String kind, String name, Callable<String> step) {
    if (byKind.computeIfAbsent(kind, _ -> new LinkedHashMap<>()).put(name, step) != null) {
      throw new IllegalStateException("Two probes are named " + name);
    }
  }

  @Override
  public Map<String, Callable<String>> apply(String kind) {
    return byKind.getOrDefault(kind, Map.of());
  }

  /** A step that changes process-wide state. */
  interface Change {
    void make() throws Exception;
  }
}
