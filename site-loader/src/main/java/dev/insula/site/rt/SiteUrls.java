package dev.insula.site.rt;

import dev.insula.site.patch.Replaces;
import dev.insula.site.patch.Replaces.Kind;
import dev.insula.site.state.NetworkDefaults;
import dev.insula.site.state.UrlHandlers;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.Proxy;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.net.URLStreamHandlerFactory;
import org.jspecify.annotations.Nullable;

/** Stands in for the making and opening of URLs: a site may have protocols of its own. */
// The constructors of URL are deprecated; they are what is replaced.
@SuppressWarnings("deprecation")
public final class SiteUrls {
  private static final UrlHandlers HANDLERS = Own.state().urlHandlers();
  private static final NetworkDefaults NETWORK = Own.state().network();

  private SiteUrls() {}

  @Replaces(URL.class)
  public static void setURLStreamHandlerFactory(@Nullable URLStreamHandlerFactory factory) {
    HANDLERS.install(factory);
  }

  @Replaces(value = URL.class, kind = Kind.CONSTRUCTOR)
  public static URL url(String spec) throws MalformedURLException {
    return url(null, spec);
  }

  @Replaces(value = URL.class, kind = Kind.CONSTRUCTOR)
  public static URL url(@Nullable URL context, String spec) throws MalformedURLException {
    URLStreamHandler own = HANDLERS.handlerFor(spec);
    return own == null ? new URL(context, spec) : new URL(context, spec, own);
  }

  @Replaces(value = URL.class, kind = Kind.CONSTRUCTOR)
  public static URL url(String protocol, @Nullable String host, String file)
      throws MalformedURLException {
    return url(protocol, host, -1, file);
  }

  @Replaces(value = URL.class, kind = Kind.CONSTRUCTOR)
  public static URL url(String protocol, @Nullable String host, int port, String file)
      throws MalformedURLException {
    return new URL(protocol, host, port, file, HANDLERS.handler(protocol));
  }

  @Replaces(value = URI.class, kind = Kind.VIRTUAL)
  public static URL toURL(URI uri) throws MalformedURLException {
    URLStreamHandler own = HANDLERS.handler(uri.getScheme());
    return own == null ? uri.toURL() : URL.of(uri, own);
  }

  @Replaces(value = URL.class, kind = Kind.VIRTUAL)
  public static URLConnection openConnection(URL url) throws IOException {
    return NETWORK.open(url);
  }

  @Replaces(value = URL.class, kind = Kind.VIRTUAL)
  public static URLConnection openConnection(URL url, Proxy proxy) throws IOException {
    return NETWORK.withDefaults(url.openConnection(proxy));
  }

  @Replaces(value = URL.class, kind = Kind.VIRTUAL)
  public static InputStream openStream(URL url) throws IOException {
    return NETWORK.open(url).getInputStream();
  }
}
