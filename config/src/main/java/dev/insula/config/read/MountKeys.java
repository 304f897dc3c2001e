package dev.insula.config.read;

import dev.insula.config.Application;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a mount names, and where it can be mounted. */
final class MountKeys {
  private static final String MAP = "sites.*.mounts.*";
  private static final String SUBJECT = "a mount";

  private static final List<Key<Application>> APPLICATIONS =
      List.of(
          ApplicationKeys.WSGI,
          ApplicationKeys.JAVA,
          ApplicationKeys.WAR,
          ApplicationKeys.STATIC,
          ApplicationKeys.PROXY,
          ApplicationKeys.REDIRECT);
  private static final KeyTable CHOICE = new KeyTable(MAP, SUBJECT, List.copyOf(APPLICATIONS));
  private static final Key<List<Path>> PATH =
      Key.of("path", Collected.oneOrList(Paths.fileOrFolder()));

  static final KeyTable TABLE = new KeyTable(MAP, SUBJECT, keys());

  private MountKeys() {}

  private static List<Key<?>> keys() {
    List<Key<?>> keys = new ArrayList<>(APPLICATIONS);
    keys.add(PATH);
    return keys;
  }

  /**
   * The application of one mount; of the defaults, only if the site can run it.
   *
   * @param context that of the site
   */
  static Optional<Application> read(
      Node.Field entry, Node.Fields fields, String path, Context context) {
    Section section = Section.open(TABLE, fields, path, context.forAnyKind(), Set.of());
    Optional<Application> named =
        new ApplicationChoice(CHOICE, APPLICATIONS, fields)
            .read(entry.key(), section, context.report());
    Optional<List<Path>> classes = section.find(PATH);
    if (context.kind().isEmpty() || named.isEmpty()) {
      return named;
    }
    Kind kind = context.kind().get();
    if (!runs(kind, named.get())) {
      if (!entry.key().isUnderDefaults()) {
        context.report().add(entry.key(), misplaced(kind));
      }
      return Optional.empty();
    }
    checkPath(kind, named.get(), entry, section);
    return named.map(application -> withPath(application, classes));
  }

  private static String misplaced(Kind kind) {
    return " is mounted in a " + kind + " site, which cannot run it; make it a site of its own";
  }

  /** The front needs nobody for its own; a program only runs what its process can. */
  private static boolean runs(Kind site, Application mount) {
    return switch (mount) {
      case Application.Wsgi _, Application.WsgiDjango _ -> site == Kind.WSGI;
      case Application.War _ -> site == Kind.WAR;
      case Application.JavaObject _ -> site == Kind.WSGI || site == Kind.JAVA || site == Kind.WAR;
      case Application.Boot _, Application.Command _ -> false;
      case Application.StaticFolder _, Application.Proxy _, Application.Redirect _ -> true;
    };
  }

  private static void checkPath(Kind kind, Application mount, Node.Field entry, Section section) {
    Report report = section.context().report();
    boolean isJava = mount instanceof Application.JavaObject;
    Optional<Node.Field> written = section.field(PATH);
    if (written.isPresent() && !(isJava && kind == Kind.WSGI)) {
      String where =
          isJava ? " in a " + kind + " site, whose mounts have its own classes" : " for this mount";
      report.add(written.get().key(), " means nothing" + where + "; remove it");
    } else if (written.isEmpty() && isJava && kind == Kind.WSGI) {
      Spot mountSpot = entry.key();
      report.add(
          new Spot(
              mountSpot.source(), mountSpot.line(), mountSpot.column(), section.path() + ".path"),
          " is missing; write the class folder, jar or folder of jars that holds the class");
    }
  }

  private static Application withPath(Application mount, Optional<List<Path>> classes) {
    return mount instanceof Application.JavaObject java && classes.isPresent()
        ? java.withPath(classes.get())
        : mount;
  }
}
