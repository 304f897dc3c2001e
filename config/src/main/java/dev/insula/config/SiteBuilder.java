package dev.insula.config;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/** Makes a {@link Site}; not for use by several threads. */
public final class SiteBuilder {
  private final SiteName name;
  private List<HostPattern> hosts = List.of();
  private boolean isDefault = false;
  private Application application;
  private List<Path> path = List.of();
  private Path directory;
  private Optional<String> settings = Optional.empty();
  private SequencedMap<String, String> env = new LinkedHashMap<>();
  private SequencedMap<String, String> properties = new LinkedHashMap<>();
  private Isolation isolation = Isolation.PROCESS;
  private ProcessWide processWide = ProcessWide.isolate();
  private Optional<String> user = Optional.empty();
  private Network network = Network.HOST;
  private Start start = Start.BOOT;
  private Optional<String> processGroup = Optional.empty();
  private int processes = Site.PROCESSES;
  private int threads = Site.THREADS;
  private Python python = Python.defaults();
  private List<String> jvm = List.of();
  private List<Middleware> middleware = List.of();
  private String prefix = "";
  private SequencedMap<String, Application> mounts = new LinkedHashMap<>();
  private SequencedMap<String, Path> staticFolders = new LinkedHashMap<>();
  private SequencedMap<String, AuthRule> auth = new LinkedHashMap<>();
  private SequencedMap<String, Path> secrets = new LinkedHashMap<>();
  private Limits limits = Limits.defaults();
  private Timeouts timeouts = Timeouts.defaults();
  private Recycle recycle = Recycle.never();
  private Optional<Health> health = Optional.empty();
  private Optional<Tls> tls = Optional.empty();
  private HttpsRedirect httpsRedirect = new HttpsRedirect.None();
  private boolean encodedSlashes = false;

  SiteBuilder(SiteName name, Application application, Path directory) {
    this.name = name;
    this.application = application;
    this.directory = directory;
  }

  SiteBuilder(Site site) {
    name = site.name();
    hosts = site.hosts();
    isDefault = site.isDefault();
    application = site.application();
    path = site.path();
    directory = site.directory();
    settings = site.settings();
    env = site.env();
    properties = site.properties();
    isolation = site.isolation();
    processWide = site.processWide();
    user = site.user();
    network = site.network();
    start = site.start();
    processGroup = site.processGroup();
    processes = site.processes();
    threads = site.threads();
    python = site.python();
    jvm = site.jvm();
    middleware = site.middleware();
    prefix = site.prefix();
    mounts = site.mounts();
    staticFolders = site.staticFolders();
    auth = site.auth();
    secrets = site.secrets();
    limits = site.limits();
    timeouts = site.timeouts();
    recycle = site.recycle();
    health = site.health();
    tls = site.tls();
    httpsRedirect = site.httpsRedirect();
    encodedSlashes = site.encodedSlashes();
  }

  public SiteBuilder hosts(List<HostPattern> value) {
    hosts = value;
    return this;
  }

  public SiteBuilder isDefault(boolean value) {
    isDefault = value;
    return this;
  }

  public SiteBuilder application(Application value) {
    application = value;
    return this;
  }

  public SiteBuilder path(List<Path> value) {
    path = value;
    return this;
  }

  public SiteBuilder directory(Path value) {
    directory = value;
    return this;
  }

  public SiteBuilder settings(String value) {
    settings = Optional.of(value);
    return this;
  }

  public SiteBuilder env(SequencedMap<String, String> value) {
    env = value;
    return this;
  }

  public SiteBuilder properties(SequencedMap<String, String> value) {
    properties = value;
    return this;
  }

  public SiteBuilder isolation(Isolation value) {
    isolation = value;
    return this;
  }

  public SiteBuilder processWide(ProcessWide value) {
    processWide = value;
    return this;
  }

  public SiteBuilder user(String value) {
    user = Optional.of(value);
    return this;
  }

  public SiteBuilder network(Network value) {
    network = value;
    return this;
  }

  public SiteBuilder start(Start value) {
    start = value;
    return this;
  }

  public SiteBuilder processGroup(String value) {
    processGroup = Optional.of(value);
    return this;
  }

  public SiteBuilder processes(int value) {
    processes = value;
    return this;
  }

  public SiteBuilder threads(int value) {
    threads = value;
    return this;
  }

  public SiteBuilder python(Python value) {
    python = value;
    return this;
  }

  public SiteBuilder jvm(List<String> value) {
    jvm = value;
    return this;
  }

  public SiteBuilder middleware(List<Middleware> value) {
    middleware = value;
    return this;
  }

  public SiteBuilder prefix(String value) {
    prefix = value;
    return this;
  }

  public SiteBuilder mounts(SequencedMap<String, Application> value) {
    mounts = value;
    return this;
  }

  public SiteBuilder staticFolders(SequencedMap<String, Path> value) {
    staticFolders = value;
    return this;
  }

  public SiteBuilder auth(SequencedMap<String, AuthRule> value) {
    auth = value;
    return this;
  }

  public SiteBuilder secrets(SequencedMap<String, Path> value) {
    secrets = value;
    return this;
  }

  public SiteBuilder limits(Limits value) {
    limits = value;
    return this;
  }

  public SiteBuilder timeouts(Timeouts value) {
    timeouts = value;
    return this;
  }

  public SiteBuilder recycle(Recycle value) {
    recycle = value;
    return this;
  }

  public SiteBuilder health(Health value) {
    health = Optional.of(value);
    return this;
  }

  public SiteBuilder tls(Tls value) {
    tls = Optional.of(value);
    return this;
  }

  public SiteBuilder httpsRedirect(HttpsRedirect value) {
    httpsRedirect = value;
    return this;
  }

  public SiteBuilder encodedSlashes(boolean value) {
    encodedSlashes = value;
    return this;
  }

  public Site build() {
    return new Site(
        name,
        hosts,
        isDefault,
        application,
        path,
        directory,
        settings,
        env,
        properties,
        isolation,
        processWide,
        user,
        network,
        start,
        processGroup,
        processes,
        threads,
        python,
        jvm,
        middleware,
        prefix,
        mounts,
        staticFolders,
        auth,
        secrets,
        limits,
        timeouts,
        recycle,
        health,
        tls,
        httpsRedirect,
        encodedSlashes);
  }
}
