package dev.insula.site.check;

import dev.insula.site.patch.ProcessWideTable;
import dev.insula.site.patch.Replacement;
import dev.insula.site.patch.Replaces.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
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

  /**
   * A member that one class touches.
   *
   * @param member as Java writes it
   * @param isolated whether a site in a class loader has its own
   * @param why what keeps it from being isolated; empty if it is
   * @param count how many places in the class name it
   * @param reached whether the site's own classes lead to this class, by what they name
   */
  public record Touched(
      String member,
      boolean isolated,
      String why,
      String className,
      String jar,
      int count,
      boolean reached) {}

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
    return new Evaluation(scan, reached(scan, application)).check();
  }

  private static Set<String> reached(ClassPathScan scan, Optional<String> application) {
    Deque<String> next = new ArrayDeque<>(scan.words);
    next.addAll(scan.own);
    application.map(name -> name.replace('.', '/')).ifPresent(next::add);
    if (scan.own.isEmpty() && application.isEmpty()) {
      next.addAll(scan.classes.keySet());
    }
    Set<String> reached = new HashSet<>();
    while (!next.isEmpty()) {
      String name = next.remove();
      ScannedClass found = scan.classes.get(name);
      if (found != null && reached.add(name)) {
        next.addAll(found.mentioned);
      }
    }
    return reached;
  }

  /** Goes through the scanned classes once. */
  private static final class Evaluation {
    private final ClassPathScan scan;
    private final Set<String> reached;
    private final List<Touched> touched = new ArrayList<>();
    private final Set<String> reasons;

    Evaluation(ClassPathScan scan, Set<String> reached) {
      this.scan = scan;
      this.reached = reached;
      this.reasons = new LinkedHashSet<>(scan.wishes);
    }

    SiteCheck check() {
      for (ScannedClass type : scan.classes.values()) {
        type.touched.forEach((row, n) -> add(type, row, row.shared() ? SHARED : "", n));
        type.bySuper.forEach((row, n) -> add(type, row, BY_SUPER, n));
        type.perhapsInherited.forEach(
            (member, n) -> inherited(member).ifPresent(row -> add(type, row, BY_SUBCLASS, n)));
      }
      touched.sort(
          Comparator.comparing(Touched::isolated)
              .thenComparing(Touched::member)
              .thenComparing(Touched::className));
      return new SiteCheck(scan.classes.size(), touched, List.copyOf(reasons));
    }

    private void add(ScannedClass type, Replacement row, String why, int count) {
      String name = type.name.replace('/', '.');
      boolean leads = reached.contains(type.name);
      touched.add(new Touched(row.inJava(), why.isEmpty(), why, name, type.jar, count, leads));
      boolean harms = why.equals(SHARED) || (why.equals(BY_SUBCLASS) && isStaticWrite(row));
      if (leads && harms) {
        reasons.add("%s in %s uses %s: %s".formatted(name, type.jar, row.inJava(), why));
      }
    }

    private static boolean isStaticWrite(Replacement row) {
      return row.kind() == Kind.STATIC && row.name().matches("(set|add|remove|register).*");
    }

    /** The row that a member means which a scanned class inherits from the JDK. */
    private Optional<Replacement> inherited(ScannedClass.Member member) {
      for (ScannedClass it = scan.classes.get(member.owner());
          it != null;
          it = scan.classes.get(it.parent)) {
        var here = new ScannedClass.Member(it.name, member.called(), member.descriptor());
        if (it.declared.contains(here)) {
          return Optional.empty();
        }
        Optional<Replacement> row =
            ProcessWideTable.standard().find(it.parent, member.called(), member.descriptor());
        if (row.isPresent()) {
          return row.filter(found -> found.kind() != Kind.CONSTRUCTOR);
        }
      }
      return Optional.empty();
    }
  }
}
