package dev.insula.config;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * One declared site. Two equal sites mean that nothing has to be restarted or rerouted: where a
 * value was written (see {@link Origins}) is no part of it.
 *
 * @param isDefault whether it answers for names that no site claims
 * @param path class folders, jars or folders of jars (Java), or entries of {@code sys.path} (WSGI)
 * @param directory the working directory
 * @param settings the settings module's name
 * @param processWide what becomes of writes to what cannot be isolated
 * @param user the system user of the daemon processes
 * @param network what the daemon processes see of it
 * @param start what starts it when it does not run yet
 * @param processGroup the name of the daemon process shared with other sites of one owner
 * @param processes number of daemon processes, from 1
 * @param threads number of requests that one daemon process handles at a time, from 1
 * @param jvm options of the daemon process's JVM
 * @param middleware the first is the outermost
 * @param prefix path below which the whole site is, what mounts, static and auth name included;
 *     empty or begins with a slash
 * @param mounts path below which another application answers; begins with a slash
 * @param staticFolders path -> file or folder; a path that ends in a slash is a folder's
 * @param auth path -> who may see what is below it
 * @param secrets name -> file whose content the site gets
 * @param httpsRedirect what the front does with clients that come without TLS
 * @param encodedSlashes whether paths may hold {@code %2F} and {@code %5C}
 */
public record Site(
    SiteName name,
    List<HostPattern> hosts,
    boolean isDefault,
    Application application,
    List<Path> path,
    Path directory,
    Optional<String> settings,
    SequencedMap<String, String> env,
    SequencedMap<String, String> properties,
    Isolation isolation,
    ProcessWide processWide,
    Optional<String> user,
    Network network,
    Start start,
    Optional<String> processGroup,
    int processes,
    int threads,
    Python python,
    List<String> jvm,
    List<Middleware> middleware,
    String prefix,
    SequencedMap<String, Application> mounts,
    SequencedMap<String, Path> staticFolders,
    SequencedMap<String, AuthRule> auth,
    SequencedMap<String, Path> secrets,
    Limits limits,
    Timeouts timeouts,
    Recycle recycle,
    Optional<Health> health,
    Optional<Tls> tls,
    HttpsRedirect httpsRedirect,
    boolean encodedSlashes) {

  public static final int PROCESSES = 1;
  public static final int THREADS = 8;

  public Site {
    hosts = List.copyOf(hosts);
    path = List.copyOf(path);
    env = Ordered.copyOf(env);
    properties = Ordered.copyOf(properties);
    jvm = List.copyOf(jvm);
    middleware = List.copyOf(middleware);
    mounts = Ordered.copyOf(mounts);
    staticFolders = Ordered.copyOf(staticFolders);
    auth = Ordered.copyOf(auth);
    secrets = Ordered.copyOf(secrets);
    if (processes < 1 || threads < 1) {
      throw new IllegalArgumentException(
          "site " + name + ": " + processes + " processes of " + threads + " threads serve nobody");
    }
  }

  /** Starts from a site that has every default. */
  public static SiteBuilder builder(SiteName name, Application application, Path directory) {
    return new SiteBuilder(name, application, directory);
  }

  /** A builder that holds everything this site has. */
  public SiteBuilder toBuilder() {
    return new SiteBuilder(this);
  }

  /** The Java applications that are mounted, by their path below the prefix. */
  public SequencedMap<String, Application.JavaObject> mountedJava() {
    SequencedMap<String, Application.JavaObject> found = new LinkedHashMap<>();
    mounts.forEach((below, mount) -> {
      if (mount instanceof Application.JavaObject java) {
        found.put(below, java);
      }
    });
    return found;
  }

  /** Whether the other one differs at most in what the front does with requests for it. */
  public boolean runsLike(Site other) {
    SiteBuilder like =
        toBuilder()
            .hosts(other.hosts)
            .isDefault(other.isDefault)
            .httpsRedirect(other.httpsRedirect)
            .encodedSlashes(other.encodedSlashes);
    return like.build().equals(other);
  }
}
