package dev.insula.site.check;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a class path touches of the process-wide state of a JVM.
 *
 * @param classes how many classes were read
 * @param touched the members, with those that cannot be isolated first
 * @param reasons why the site should have a process of its own, one clause each; empty if a class
 *     loader is enough
 */
public record SiteCheck(int classes, List<Touched> touched, List<String> reasons) {
  private static final String SHARED = "the whole JVM shares it";
  private static final String BY_SUPER = "called by super, which stays the JDK's";
  private static final String BY_SUBCLASS = "called by a subclass's name, which stays the JDK's";

  /** Copies the lists. */
  public SiteCheck {
    touched = List.copyOf(touched);
    reasons = List.copyOf(reasons);
  }

  /** The reached writes that are reasons for a process. */
  public List<Touched> harmful() {
    return touched.stream().filter(it -> it.reached() && it.why().equals(SHARED)).toList();
  }

  /**
   * A member that one class touches.
   *
   * @param member as Java writes it
   * @param isolated whether a site in a class loader has its own
   * @param why what keeps it from being isolated; empty if it is
   * @param count how many places in the class name it
   * @param way how the site comes to one of these places, from where it begins, one method or file
   *     a step; empty if nothing leads there
   */
  public record Touched(
      String member,
      boolean isolated,
      String why,
      String className,
      String jar,
      int count,
      List<String> way) {
    /** Copies the list. */
    public Touched {
      way = List.copyOf(way);
    }

    /** Whether the site leads to it. */
    public boolean reached() {
      return !way.isEmpty();
    }
  }

  /**
   * Reads a class path; loads and runs nothing of it.
   *
   * @param classPath class folders, jars, folders of jars, web applications, Spring Boot jars
   * @param application the class that answers the requests, where it is known
   * @throws IOException if a file cannot be read
   */
  public static SiteCheck of(List<Path> classPath, Optional<String> application)
      throws IOException {
    ClassPathScan scan = new ClassPathScan();
    for (Path entry : classPath) {
      scan.add(entry);
    }
    Hierarchy hierarchy = new Hierarchy(scan.classes);
    CallGraph graph = new CallGraph(scan, hierarchy);
    begin(scan, application, graph);
    graph.follow();
    return new Evaluation(scan, hierarchy, graph).check();
  }

  /**
   * Where a site begins: at its application object, or at all classes of a class path that says
   * nothing of it; and wherever a framework would look for it by itself.
   */
  private static void begin(ClassPathScan scan, Optional<String> application, CallGraph graph) {
    graph.readTexts();
    application.ifPresent(
        name -> graph.root(name.replace('.', '/'), Step.file("the application object")));
    boolean isKnown = application.isPresent() || scan.isApplication;
    boolean hasOwn = scan.classes.values().stream().anyMatch(type -> type.isOwn);
    for (ScannedClass type : scan.classes.values()) {
      boolean isFound = type.isAnnotated || (scan.isApplication && type.isFoundByType());
      if (isKnown ? type.isOwn && isFound : type.isOwn || !hasOwn) {
        graph.root(type.name, Step.file("the site's own classes"));
      }
    }
  }

  /** Goes through the scanned classes once. */
  private static final class Evaluation {
    private final ClassPathScan scan;
    private final Hierarchy hierarchy;
    private final CallGraph graph;
    private final List<Touched> touched = new ArrayList<>();
    private final Set<String> reasons;

    Evaluation(ClassPathScan scan, Hierarchy hierarchy, CallGraph graph) {
      this.scan = scan;
      this.hierarchy = hierarchy;
      this.graph = graph;
      this.reasons = new LinkedHashSet<>(scan.wishes);
    }

    SiteCheck check() {
      for (ScannedClass type : scan.classes.values()) {
        Touches.of(type, hierarchy).forEach((touch, places) -> add(type, touch, places));
      }
      touched.sort(
          Comparator.comparing(Touched::isolated)
              .thenComparing(Touched::member)
              .thenComparing(Touched::className));
      return new SiteCheck(scan.classes.size(), touched, List.copyOf(reasons));
    }

    private void add(ScannedClass type, Touches.Touch touch, Map<String, Integer> places) {
      String name = type.name.replace('/', '.');
      String member = touch.row().inJava();
      String why = why(touch);
      int count = places.values().stream().mapToInt(Integer::intValue).sum();
      List<String> way =
          places.keySet().stream()
              .filter(selector -> graph.isReached(type.name, selector))
              .findFirst()
              .map(selector -> graph.way(type.name, selector))
              .orElse(List.of());
      touched.add(new Touched(member, why.isEmpty(), why, name, type.jar, count, way));
      if (!way.isEmpty() && why.equals(SHARED)) {
        reasons.add("%s in %s uses %s: %s".formatted(name, type.jar, member, why));
      }
    }

    private static String why(Touches.Touch touch) {
      return switch (touch.how()) {
        case BY_NAME -> touch.row().shared() ? SHARED : "";
        case BY_SUPER -> BY_SUPER;
        case BY_SUBCLASS -> BY_SUBCLASS;
      };
    }
  }
}
