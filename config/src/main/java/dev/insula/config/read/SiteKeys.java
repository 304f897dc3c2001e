package dev.insula.config.read;

import dev.insula.config.HostPattern;
import dev.insula.config.HttpsRedirect;
import dev.insula.config.Isolation;
import dev.insula.config.Middleware;
import dev.insula.config.Network;
import dev.insula.config.ProcessWide;
import dev.insula.config.Start;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/** The keys of a site, beside the one that names its application object. */
final class SiteKeys {
  private static final Set<Kind> FRONTED =
      EnumSet.complementOf(EnumSet.of(Kind.STATIC, Kind.REDIRECT));

  /** What can be wrapped and guarded, as it does not listen by itself. */
  private static final Set<Kind> LAYERED = EnumSet.of(Kind.WSGI, Kind.JAVA, Kind.WAR);

  static final Key<List<HostPattern>> HOSTS =
      Key.of("hosts", Collected.oneOrList(Scalars.parsed("a host name", HostPattern::parse)));
  static final Key<Boolean> DEFAULT = Key.of("default", Scalars.bool());
  static final Key<List<Path>> PATH =
      Key.of("path", Collected.oneOrList(Paths.fileOrFolder()))
          .onlyFor(EnumSet.of(Kind.WSGI, Kind.JAVA));
  static final Key<Path> DIRECTORY = program("directory", Paths.folder());
  static final Key<String> SETTINGS = program("settings", Texts.settingsModule());
  static final Key<SequencedMap<String, String>> ENV =
      program("env", Collected.map(Texts.environmentName(), Scalars.text()));
  static final Key<SequencedMap<String, String>> PROPERTIES =
      Key.of("properties", Collected.map(Texts.propertyName(), Scalars.text()))
          .onlyFor(Kind.onTheJvm());
  static final Key<Isolation> ISOLATION = program("isolation", Scalars.choice(Isolation.class));
  static final Key<ProcessWide> PROCESS_WIDE =
      Key.of("process-wide", processWide()).onlyFor(Kind.onTheJvm());
  static final Key<String> USER = program("user", Texts.userName()).onlyInProcess();
  static final Key<Network> NETWORK =
      program("network", Scalars.choice(Network.class)).onlyInProcess();
  static final Key<Start> START = program("start", Scalars.choice(Start.class));
  static final Key<Node.Fields> PROCESS =
      Key.of("process", Maps.fields()).onlyFor(Kind.onTheJvm()).onlyInProcess();
  static final Key<Integer> PROCESSES =
      Key.of("processes", Scalars.integer(1, 512)).onlyFor(EnumSet.of(Kind.WSGI));
  static final Key<Integer> THREADS =
      Key.of("threads", Scalars.integer(1, 4096))
          .onlyFor(EnumSet.of(Kind.WSGI, Kind.JAVA, Kind.WAR, Kind.BOOT))
          .onlyInProcess();
  static final Key<Node.Fields> PYTHON =
      Key.of("python", Maps.fields()).onlyFor(EnumSet.of(Kind.WSGI));
  static final Key<List<String>> JVM =
      Key.of("jvm", Collected.list(Texts.notBlank("an option of the JVM, such as -Xmx128m")))
          .onlyFor(Kind.onTheJvm())
          .onlyInProcess();
  static final Key<Boolean> MIGRATE =
      Key.of("migrate", Texts.javax()).onlyFor(EnumSet.of(Kind.WAR));
  static final Key<List<Middleware>> MIDDLEWARE =
      Key.of("middleware", Collected.list(new MiddlewareType())).onlyFor(LAYERED);
  static final Key<String> PREFIX =
      Key.of("prefix", Texts.mountPath()).onlyFor(EnumSet.of(Kind.WSGI, Kind.JAVA, Kind.WAR));
  static final Key<Node.Fields> MOUNTS = program("mounts", Maps.fields());
  static final Key<SequencedMap<String, Path>> STATIC_FOLDERS =
      Key.of("static", Collected.map(Texts.decodedPath(), Paths.fileOrFolder()))
          .inSchemaAs("static.*")
          .onlyFor(FRONTED);
  static final Key<Node.Fields> AUTH = Key.of("auth", Maps.fields()).onlyFor(LAYERED);
  static final Key<SequencedMap<String, Path>> SECRETS =
      program("secrets", Collected.map(Texts.environmentName(), Paths.file()));
  static final Key<Node.Fields> LIMITS = Key.of("limits", Maps.fields());
  static final Key<Node.Fields> TIMEOUTS = Key.of("timeouts", Maps.fields());
  static final Key<Node.Fields> RECYCLE = program("recycle", Maps.fields()).onlyInProcess();
  static final Key<Node.Fields> HEALTH = Key.of("health", Maps.fields()).onlyFor(FRONTED);
  static final Key<Node.Fields> TLS = Key.of("tls", Maps.fields());
  static final Key<HttpsRedirect> HTTPS_REDIRECT =
      Key.of("https-redirect", new HttpsRedirectType());
  static final Key<Boolean> ENCODED_SLASHES = Key.of("encoded-slashes", Scalars.bool());

  static final KeyTable TABLE =
      new KeyTable(
          "sites.*",
          "a site",
          List.of(
              HOSTS,
              DEFAULT,
              PATH,
              DIRECTORY,
              SETTINGS,
              ENV,
              PROPERTIES,
              ISOLATION,
              PROCESS_WIDE,
              USER,
              NETWORK,
              START,
              PROCESS,
              PROCESSES,
              THREADS,
              PYTHON,
              JVM,
              MIGRATE,
              MIDDLEWARE,
              PREFIX,
              MOUNTS,
              STATIC_FOLDERS,
              AUTH,
              SECRETS,
              LIMITS,
              TIMEOUTS,
              RECYCLE,
              HEALTH,
              TLS,
              HTTPS_REDIRECT,
              ENCODED_SLASHES));

  private SiteKeys() {}

  private static Type<ProcessWide> processWide() {
    Type<ProcessWide.Mode> mode = Scalars.choice(ProcessWide.Mode.class);
    return (node, report) ->
        mode.read(node, report)
            .map(found -> new ProcessWide(found, Optional.of(node.spot().place())));
  }

  private static <T> Key<T> program(String name, Type<T> type) {
    return Key.of(name, type).onlyFor(Kind.programs());
  }
}
