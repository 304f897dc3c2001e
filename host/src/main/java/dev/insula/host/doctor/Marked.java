package dev.insula.host.doctor;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.Authenticator;
import java.net.CookieManager;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.security.Provider;
import java.util.List;

/** Objects that a site may put in the place of the JVM's; their text is the mark. */
final class Marked {
  private Marked() {}

  static final class Stream extends PrintStream {
    private final String mark;

    Stream(String mark) {
      super(OutputStream.nullOutputStream());
      this.mark = mark;
    }

    @Override
    public String toString() {
      return mark;
    }
  }

  static final class Security extends Provider {
    private static final long serialVersionUID = 1;

    Security(String mark) {
      super(mark, "1", mark);
    }
  }

  static final class Login extends Authenticator {
    private final String mark;

    Login(String mark) {
      this.mark = mark;
    }

    @Override
    public String toString() {
      return mark;
    }
  }

  static final class Cookies extends CookieManager {
    private final String mark;

    Cookies(String mark) {
      this.mark = mark;
    }

    @Override
    public String toString() {
      return mark;
    }
  }

  static final class Proxies extends ProxySelector {
    private final String mark;

    Proxies(String mark) {
      this.mark = mark;
    }

    @Override
    public List<Proxy> select(URI uri) {
      return List.of(Proxy.NO_PROXY);
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failure) {
      // There is no other proxy to choose.
    }

    @Override
    public String toString() {
      return mark;
    }
  }

  static final class Protocol extends URLStreamHandler {
    @Override
    protected URLConnection openConnection(URL url) throws IOException {
      throw new IOException("a canary has no content");
    }
  }

  record Uncaught(String mark) implements Thread.UncaughtExceptionHandler {
    @Override
    public void uncaughtException(Thread thread, Throwable thrown) {
      // Nobody's exception ends here.
    }

    @Override
    public String toString() {
      return mark;
    }
  }
}
