package dev.insula.config.read;

import dev.insula.config.Application;
import dev.insula.config.HostPattern;
import dev.insula.config.HttpsRedirect;
import dev.insula.config.Isolation;
import dev.insula.config.Limits;
import dev.insula.config.Middleware;
import dev.insula.config.Network;
import dev.insula.config.ProcessWide;
import dev.insula.config.Python;
import dev.insula.config.Recycle;
import dev.insula.config.Site;
import dev.insula.config.SiteBuilder;
import dev.insula.config.SiteName;
import dev.insula.config.Start;
import dev.insula.config.Timeouts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/** Everything that a site's map says, read once and in the order of the reference page. */
final class SiteValues {
  private final Section section;
  private final boolean isMigrated;
  private final Optional<Application> application;
  private final List<HostPattern> hosts;
  private final boolean isDefault;
  private final List<Path> path;
  private final Path directory;
  private final Optional<String> settings;
  private final SequencedMap<String, String> env;
  private final SequencedMap<String, String> properties;
  private final Isolation isolation;
  private final ProcessWide processWide;
  private final Optional<String> user;
  private final Network network;
  private final Start start;
  private final Optional<String> processGroup;
  private final int processes;
  private final int threads;
  private final Python python;
  private final List<String> jvm;
  private final List<Middleware> middleware;
  private final Optional<String> prefix;
  private final SiteMaps maps;
  private final Limits limits;
  private final Timeouts timeouts;
  private final Recycle recycle;
  private final HttpsRedirect httpsRedirect;
  private final boolean encodesSlashes;

  SiteValues(Section section, Optional<Application> application) {
    this.section = section;
    hosts = section.find(SiteKeys.HOSTS).orElse(List.of());
    isDefault = section.find(SiteKeys.DEFAULT).orElse(false);
    path = section.find(SiteKeys.PATH).orElse(List.of());
    directory = section.get(SiteKeys.DIRECTORY, defaultDirectory());
    settings = section.find(SiteKeys.SETTINGS);
    env = section.find(SiteKeys.ENV).orElse(new LinkedHashMap<>());
    properties = section.find(SiteKeys.PROPERTIES).orElse(new LinkedHashMap<>());
    isolation = section.get(SiteKeys.ISOLATION, defaultIsolation());
    processWide = section.get(SiteKeys.PROCESS_WIDE, ProcessWide.isolate());
    user = section.find(SiteKeys.USER);
    network = section.get(SiteKeys.NETWORK, Network.HOST);
    start = section.get(SiteKeys.START, Start.BOOT);
    processGroup = section.section(SiteKeys.PROCESS, ProcessKeys.TABLE).find(ProcessKeys.GROUP);
    processes = section.get(SiteKeys.PROCESSES, Site.PROCESSES);
    threads = section.get(SiteKeys.THREADS, Site.THREADS);
    python = python();
    jvm = section.find(SiteKeys.JVM).orElse(List.of());
    isMigrated = section.find(SiteKeys.MIGRATE).orElse(false);
    this.application = application.map(this::migrated);
    middleware = section.find(SiteKeys.MIDDLEWARE).orElse(List.of());
    prefix = section.find(SiteKeys.PREFIX);
    maps = new SiteMaps(section);
    limits = LimitKeys.read(section.section(SiteKeys.LIMITS, LimitKeys.TABLE), workers());
    timeouts = TimeoutKeys.read(section.section(SiteKeys.TIMEOUTS, TimeoutKeys.TABLE));
    recycle = RecycleKeys.read(section.section(SiteKeys.RECYCLE, RecycleKeys.TABLE));
    httpsRedirect = section.get(SiteKeys.HTTPS_REDIRECT, new HttpsRedirect.None());
    encodesSlashes = section.get(SiteKeys.ENCODED_SLASHES, false);
  }

  SequencedMap<String, Application> mounts() {
    SequencedMap<String, Application> all = new LinkedHashMap<>();
    maps.mounts().forEach((path, mount) -> all.put(path, migrated(mount)));
    return all;
  }

  private Application migrated(Application application) {
    return isMigrated && application instanceof Application.War war
        ? new Application.War(war.file(), true)
        : application;
  }

  private Path defaultDirectory() {
    Path first = path.isEmpty() ? section.fields().spot().source().folder() : path.getFirst();
    return Files.isRegularFile(first) ? first.resolveSibling("").normalize() : first.normalize();
  }

  private Isolation defaultIsolation() {
    return section.context().isolation().orElse(Isolation.PROCESS);
  }

  private Python python() {
    return section.means(SiteKeys.PYTHON)
        ? PythonKeys.read(section.section(SiteKeys.PYTHON, PythonKeys.TABLE))
        : Python.defaults();
  }

  private int workers() {
    return section.means(SiteKeys.THREADS) ? processes * threads : 0;
  }

  List<Middleware> middleware() {
    return middleware;
  }

  SequencedMap<String, String> env() {
    return env;
  }

  SequencedMap<String, String> properties() {
    return properties;
  }

  Optional<String> settings() {
    return settings;
  }

  /** The site; to be asked for only when there is an application object. */
  Site site(SiteName name) {
    SiteBuilder site =
        Site.builder(name, application.orElseThrow(), directory)
            .hosts(hosts)
            .isDefault(isDefault)
            .path(path)
            .env(env)
            .properties(properties)
            .isolation(isolation)
            .processWide(processWide)
            .network(network)
            .start(start)
            .processes(processes)
            .threads(threads)
            .python(python)
            .jvm(jvm)
            .middleware(middleware)
            .mounts(mounts())
            .staticFolders(maps.staticFolders())
            .auth(maps.auth())
            .secrets(maps.secrets())
            .limits(limits)
            .timeouts(timeouts)
            .recycle(recycle)
            .httpsRedirect(httpsRedirect)
            .encodedSlashes(encodesSlashes);
    settings.ifPresent(site::settings);
    prefix.ifPresent(site::prefix);
    user.ifPresent(site::user);
    processGroup.ifPresent(site::processGroup);
    maps.health().ifPresent(site::health);
    maps.tls().ifPresent(site::tls);
    return site.build();
  }
}
