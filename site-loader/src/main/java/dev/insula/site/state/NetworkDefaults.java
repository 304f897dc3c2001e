package dev.insula.site.state;

import java.io.IOException;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.ResponseCache;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * What a site made the default of its network access. Connections that the site's code opens from a
 * URL follow the authenticator, the proxy selector and the TLS defaults; the cookie handler and the
 * response cache are only kept apart.
 */
public final class NetworkDefaults {
  /** {@code Authenticator}'s default. */
  public volatile @Nullable Authenticator authenticator;

  /** {@code ProxySelector}'s default; null if the site has set none. */
  public volatile @Nullable ProxySelector proxySelector;

  /** {@code CookieHandler}'s default. */
  public volatile @Nullable CookieHandler cookieHandler;

  /** {@code ResponseCache}'s default. */
  public volatile @Nullable ResponseCache responseCache;

  /** {@code SSLContext}'s default; null if the site has set none. */
  public volatile @Nullable SSLContext sslContext;

  /** {@code HttpsURLConnection}'s default; null if the site has set none. */
  public volatile @Nullable SSLSocketFactory socketFactory;

  /** {@code HttpsURLConnection}'s default; null if the site has set none. */
  public volatile @Nullable HostnameVerifier hostnameVerifier;

  /** {@code HttpURLConnection}'s default. */
  public volatile boolean followRedirects = true;

  NetworkDefaults() {}

  /** As {@code URL.openConnection}. */
  public URLConnection open(URL url) throws IOException {
    return withDefaults(openThroughProxy(url));
  }

  /** Gives a connection what the site made the default. */
  public URLConnection withDefaults(URLConnection connection) {
    if (connection instanceof HttpURLConnection http) {
      http.setInstanceFollowRedirects(followRedirects);
      Authenticator own = authenticator;
      if (own != null) {
        http.setAuthenticator(own);
      }
    }
    if (connection instanceof HttpsURLConnection https) {
      tlsDefaults(https);
    }
    return connection;
  }

  private void tlsDefaults(HttpsURLConnection https) {
    SSLContext context = sslContext;
    SSLSocketFactory factory = socketFactory;
    if (factory != null) {
      https.setSSLSocketFactory(factory);
    } else if (context != null) {
      https.setSSLSocketFactory(context.getSocketFactory());
    }
    HostnameVerifier verifier = hostnameVerifier;
    if (verifier != null) {
      https.setHostnameVerifier(verifier);
    }
  }

  private URLConnection openThroughProxy(URL url) throws IOException {
    ProxySelector selector = proxySelector;
    if (selector != null && url.getProtocol().startsWith("http")) {
      for (Proxy proxy : selector.select(uri(url))) {
        return url.openConnection(proxy);
      }
    }
    return url.openConnection();
  }

  private static URI uri(URL url) throws IOException {
    try {
      return url.toURI();
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
  }

  void release() {
    authenticator = null;
    proxySelector = null;
    cookieHandler = null;
    responseCache = null;
    sslContext = null;
    socketFactory = null;
    hostnameVerifier = null;
  }
}
