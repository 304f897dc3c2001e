package dev.insula.site.rt;

import dev.insula.site.patch.Replaces;
import dev.insula.site.state.NetworkDefaults;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.CookieManager;
import java.net.HttpURLConnection;
import java.net.ProxySelector;
import java.net.ResponseCache;
import java.security.NoSuchAlgorithmException;
import java.util.Objects;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/** Stands in for the JVM-wide defaults of network access. */
public final class SiteNet {
  private static final NetworkDefaults NETWORK = Own.state().network();

  private SiteNet() {}

  @Replaces(value = Authenticator.class, name = "getDefault")
  public static @Nullable Authenticator authenticator() {
    return NETWORK.authenticator;
  }

  @Replaces(Authenticator.class)
  public static void setDefault(@Nullable Authenticator authenticator) {
    NETWORK.authenticator = authenticator;
  }

  @Replaces(value = ProxySelector.class, name = "getDefault")
  public static @Nullable ProxySelector proxySelector() {
    ProxySelector own = NETWORK.proxySelector;
    return own == null ? ProxySelector.getDefault() : own;
  }

  @Replaces(ProxySelector.class)
  public static void setDefault(@Nullable ProxySelector selector) {
    NETWORK.proxySelector = selector;
  }

  @Replaces(
      value = {CookieHandler.class, CookieManager.class},
      name = "getDefault")
  public static @Nullable CookieHandler cookieHandler() {
    return NETWORK.cookieHandler;
  }

  @Replaces({CookieHandler.class, CookieManager.class})
  public static void setDefault(@Nullable CookieHandler handler) {
    NETWORK.cookieHandler = handler;
  }

  @Replaces(value = ResponseCache.class, name = "getDefault")
  public static @Nullable ResponseCache responseCache() {
    return NETWORK.responseCache;
  }

  @Replaces(ResponseCache.class)
  public static void setDefault(@Nullable ResponseCache cache) {
    NETWORK.responseCache = cache;
  }

  @Replaces(value = SSLContext.class, name = "getDefault")
  public static SSLContext sslContext() throws NoSuchAlgorithmException {
    SSLContext own = NETWORK.sslContext;
    return own == null ? SSLContext.getDefault() : own;
  }

  @Replaces(SSLContext.class)
  public static void setDefault(SSLContext context) {
    NETWORK.sslContext = Objects.requireNonNull(context);
  }

  @Replaces(HttpsURLConnection.class)
  public static SSLSocketFactory getDefaultSSLSocketFactory() {
    SSLSocketFactory own = NETWORK.socketFactory;
    return own == null ? HttpsURLConnection.getDefaultSSLSocketFactory() : own;
  }

  @Replaces(HttpsURLConnection.class)
  public static void setDefaultSSLSocketFactory(@Nullable SSLSocketFactory factory) {
    NETWORK.socketFactory = required(factory, "no default SSLSocketFactory specified");
  }

  @Replaces(HttpsURLConnection.class)
  public static HostnameVerifier getDefaultHostnameVerifier() {
    HostnameVerifier own = NETWORK.hostnameVerifier;
    return own == null ? HttpsURLConnection.getDefaultHostnameVerifier() : own;
  }

  @Replaces(HttpsURLConnection.class)
  public static void setDefaultHostnameVerifier(@Nullable HostnameVerifier verifier) {
    NETWORK.hostnameVerifier = required(verifier, "no default HostnameVerifier specified");
  }

  private static <T> T required(@Nullable T value, String otherwise) {
    if (value == null) {
      throw new IllegalArgumentException(otherwise);
    }
    return value;
  }

  @Replaces({HttpURLConnection.class, HttpsURLConnection.class})
  public static boolean getFollowRedirects() {
    return NETWORK.followRedirects;
  }

  @Replaces({HttpURLConnection.class, HttpsURLConnection.class})
  public static void setFollowRedirects(boolean follow) {
    NETWORK.followRedirects = follow;
  }
}
