package dev.insula.site;

import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpHandler;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** One running site behind an Undertow on an ephemeral port, with all that a test wants to see. */
public final class SiteUnderTest implements AutoCloseable {
  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private final BlockingQueue<Integer> exits = new LinkedBlockingQueue<>();
  private final RunningSite site;
  private final Undertow server;

  private SiteUnderTest(SiteJvm jvm, SiteDefinition definition) throws SiteStartException {
    PrintStream out = new PrintStream(log, true, StandardCharsets.UTF_8);
    site = jvm.start(definition, new SiteOutput(out, out), exits::add);
    server = server(site.handler());
  }

  /** An Undertow on an ephemeral port. */
  public static Undertow server(HttpHandler handler) {
    Undertow made =
        Undertow.builder()
            .addHttpListener(0, "127.0.0.1")
            .setIoThreads(2)
            .setWorkerThreads(4)
            .setServerOption(UndertowOptions.MAX_ENTITY_SIZE, -1L)
            .setHandler(handler)
            .build();
    made.start();
    return made;
  }

  /** The port of a server made by {@link #server}. */
  public static int port(Undertow server) {
    return ((InetSocketAddress) server.getListenerInfo().getFirst().getAddress()).getPort();
  }

  /** Compiles the sources and starts the application object. */
  public static SiteUnderTest start(String application, String... sources) throws Exception {
    return new SiteUnderTest(
        new SiteJvm(), definition(application, List.of(CompiledClasses.of(sources))));
  }

  /** Starts a definition in a JVM's set of sites. */
  public static SiteUnderTest start(SiteJvm jvm, SiteDefinition definition)
      throws SiteStartException {
    return new SiteUnderTest(jvm, definition);
  }

  /** A definition with nothing special. */
  public static SiteDefinition definition(String application, List<Path> classPath)
      throws IOException {
    return definition(application, classPath, SiteLimits.DEFAULT);
  }

  /** A definition with limits of its own. */
  public static SiteDefinition definition(
      String application, List<Path> classPath, SiteLimits limits) throws IOException {
    Path directory = Files.createTempDirectory("site");
    return new SiteDefinition(
        "alpha",
        1,
        ApplicationObject.parse(application),
        classPath,
        directory,
        directory.resolve("tmp"),
        directory.resolve("cache"),
        Optional.of("alpha.settings"),
        Map.of(),
        Map.of(),
        limits);
  }

  /** The site. */
  public RunningSite site() {
    return site;
  }

  /** The port that it is served on. */
  public int port() {
    return port(server);
  }

  /** All that the site has printed. */
  public String log() {
    return log.toString(StandardCharsets.UTF_8);
  }

  /** The statuses that the site has ended itself with. */
  public BlockingQueue<Integer> exits() {
    return exits;
  }

  /** Answers to a GET. */
  public HttpResponse<String> get(String path) throws Exception {
    return send(HttpRequest.newBuilder(uri(path)).build());
  }

  /** The URI of a path. */
  public URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port() + path);
  }

  /** Sends a request by HTTP/1.1. */
  public HttpResponse<String> send(HttpRequest request) throws Exception {
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
  }

  @Override
  public void close() {
    server.stop();
    site.stop(Duration.ofSeconds(5));
  }
}
