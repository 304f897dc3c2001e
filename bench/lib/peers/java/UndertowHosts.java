package bench;

import io.undertow.Undertow;
import io.undertow.server.handlers.NameVirtualHostHandler;
import java.util.Scanner;

/** Undertow alone. Arguments: the port and the sites' names; more sites are read from standard input. */
public final class UndertowHosts {
  public static void main(String[] arguments) {
    var hosts = new NameVirtualHostHandler().setDefaultHandler(exchange -> exchange.setStatusCode(421));
    for (int i = 1; i < arguments.length; i++) {
      hosts.addHost(arguments[i] + ".test", new Hello(arguments[i]));
    }
    Undertow.builder().addHttpListener(Integer.parseInt(arguments[0]), "127.0.0.1").setHandler(hosts).build().start();
    for (var added = new Scanner(System.in); added.hasNext(); ) {
      String site = added.next();
      hosts.addHost(site + ".test", new Hello(site));
    }
  }
}
