package dev.insula.probe;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Authenticator;
import java.net.CacheRequest;
import java.net.CacheResponse;
import java.net.CookieHandler;
import java.net.CookieManager;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.ResponseCache;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/** URL protocols and the defaults of network access. */
// Constructors of URL are deprecated and in use.
@SuppressWarnings("deprecation")
final class NetworkProbes {
  private final ProbeSet probes;
  private final String who;

  NetworkProbes(ProbeSet probes) {
    this.probes = probes;
    this.who = probes.who;
  }

  void add() {
    protocols();
    connections();
    defaults();
    tls();
  }

  private void protocols() {
    probes.apart(
        "protocol",
        () -> URL.setURLStreamHandlerFactory(p -> p.equals("probe") ? new Handler(who) : null),
        () -> text(new URL("probe:x")));
    probes.apart("protocol in context", () -> text(new URL(null, "probe:x")));
    probes.apart("protocol, host, file", () -> text(new URL("probe", "h", "/x")));
    probes.apart("protocol, host, port, file", () -> text(new URL("probe", "h", 1, "/x")));
    probes.apart("protocol of URI", () -> text(URI.create("probe://h/x").toURL()));
    probes.apart(
        "protocol, opened through", () -> text(new URL("probe:x").openConnection(Proxy.NO_PROXY)));
    probes.apart("protocol, opened at once", () -> text(new URL("probe:x").openStream()));
  }

  private static String text(URL url) throws IOException {
    return text(url.openConnection());
  }

  private static String text(URLConnection connection) throws IOException {
    return text(connection.getInputStream());
  }

  private static String text(InputStream in) throws IOException {
    try (in) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private void connections() {
    probes.apart(
        "redirects",
        () -> HttpURLConnection.setFollowRedirects(who.equals("alpha")),
        () -> {
          HttpURLConnection made = (HttpURLConnection) new URL("http://h/").openConnection();
          return HttpURLConnection.getFollowRedirects() + "" + made.getInstanceFollowRedirects();
        });
  }

  private void defaults() {
    Authenticator authenticator = new Authenticator() {};
    probes.apart(
        "authenticator",
        () -> Authenticator.setDefault(authenticator),
        () -> id(Authenticator.getDefault()));
    Selector selector = new Selector();
    probes.apart(
        "proxies", () -> ProxySelector.setDefault(selector), () -> id(ProxySelector.getDefault()));
    CookieHandler cookies = new CookieManager();
    probes.apart(
        "cookies", () -> CookieHandler.setDefault(cookies), () -> id(CookieHandler.getDefault()));
    ResponseCache cache = new NoCache();
    probes.apart(
        "cache", () -> ResponseCache.setDefault(cache), () -> id(ResponseCache.getDefault()));
  }

  private void tls() {
    probes.apart(
        "TLS context", () -> SSLContext.setDefault(context()), () -> id(SSLContext.getDefault()));
    HostnameVerifier verifier = (_, _) -> who.isEmpty();
    probes.apart(
        "host names",
        () -> HttpsURLConnection.setDefaultHostnameVerifier(verifier),
        () -> id(HttpsURLConnection.getDefaultHostnameVerifier()));
    probes.apart(
        "TLS sockets",
        () -> HttpsURLConnection.setDefaultSSLSocketFactory(context().getSocketFactory()),
        () -> id(HttpsURLConnection.getDefaultSSLSocketFactory()));
    probes.apart(
        "TLS connection",
        () -> {
          HttpsURLConnection made = (HttpsURLConnection) new URL("https://h/").openConnection();
          SSLSocketFactory factory = made.getSSLSocketFactory();
          return id(made.getHostnameVerifier()) + id(factory);
        });
  }

  private static SSLContext context() throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, null, null);
    return context;
  }

  private static String id(@Nullable Object thing) {
    return "" + System.identityHashCode(thing);
  }

  private static final class Handler extends URLStreamHandler {
    private final String who;

    Handler(String who) {
      this.who = who;
    }

    @Override
    protected URLConnection openConnection(URL url, Proxy proxy) {
      return openConnection(url);
    }

    @Override
    protected URLConnection openConnection(URL url) {
      return new URLConnection(url) {
        @Override
        public void connect() {}

        @Override
        public InputStream getInputStream() {
          return new ByteArrayInputStream(who.getBytes(StandardCharsets.UTF_8));
        }
      };
    }
  }

  private static final class Selector extends ProxySelector {
    @Override
    public List<Proxy> select(URI uri) {
      return List.of(Proxy.NO_PROXY);
    }

    @Override
    public void connectFailed(URI uri, java.net.SocketAddress address, IOException failure) {}
  }

  private static final class NoCache extends ResponseCache {
    @Override
    public @Nullable CacheResponse get(URI uri, String method, Map<String, List<String>> headers) {
      return null;
    }

    @Override
    public @Nullable CacheRequest put(URI uri, URLConnection connection) {
      return null;
    }
  }
}
