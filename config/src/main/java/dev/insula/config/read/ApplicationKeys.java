package dev.insula.config.read;

import dev.insula.config.Application;
import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The keys that name an application object; a site has exactly one of them. */
final class ApplicationKeys {
  static final Key<Application> WSGI = key(Kind.WSGI, ProgramNames.wsgi());
  static final Key<Application> JAVA = key(Kind.JAVA, ProgramNames.javaObject());
  static final Key<Application> WAR =
      key(Kind.WAR, as(Paths.file(), file -> new Application.War(file, false)));
  static final Key<Application> BOOT = key(Kind.BOOT, as(Paths.file(), Application.Boot::new));
  static final Key<Application> COMMAND =
      key(Kind.COMMAND, as(arguments(), Application.Command::new));
  static final Key<Application> STATIC =
      key(Kind.STATIC, as(Paths.folder(), Application.StaticFolder::new));
  static final Key<Application> PROXY = key(Kind.PROXY, as(address(), Application.Proxy::new));
  static final Key<Application> REDIRECT =
      key(Kind.REDIRECT, as(address(), Application.Redirect::new));

  static final KeyTable TABLE =
      new KeyTable(
          "sites.*", "a site", List.of(WSGI, JAVA, WAR, BOOT, COMMAND, STATIC, PROXY, REDIRECT));

  private ApplicationKeys() {}

  static List<Key<Application>> all() {
    return List.of(WSGI, JAVA, WAR, BOOT, COMMAND, STATIC, PROXY, REDIRECT);
  }

  private static Key<Application> key(Kind kind, Type<Application> type) {
    return Key.of(kind.toString(), type).onlyFor(Set.copyOf(EnumSet.of(kind)));
  }

  private static <T> Type<Application> as(Type<T> type, Function<T, Application> maker) {
    return (node, report) -> type.read(node, report).map(maker);
  }

  private static Type<List<String>> arguments() {
    Type<List<String>> list = Collected.list(Scalars.text());
    return (node, report) ->
        list.read(node, report).filter(arguments -> hasProgram(arguments, node, report));
  }

  private static boolean hasProgram(List<String> arguments, Node node, Report report) {
    return (!arguments.isEmpty() && !arguments.getFirst().isBlank())
        || Scalars.refuse(
            node, "a program and its arguments, such as [java, -jar, a.jar]", "", report);
  }

  private static Type<URI> address() {
    return Texts.webAddress();
  }

  /** The key with this name, if the value has the form of an application object. */
  static Optional<Key<Application>> of(Node.Field field, List<Key<Application>> keys) {
    boolean isOfFolders =
        field.name().equals(STATIC.name()) && !(field.value() instanceof Node.Scalar);
    return isOfFolders
        ? Optional.empty()
        : keys.stream().filter(key -> key.name().equals(field.name())).findFirst();
  }
}
