package dev.insula.war;

import java.util.List;
import org.apache.catalina.connector.Request;
import org.apache.catalina.realm.GenericPrincipal;

/** Somebody who has signed in by the site's rules, as a web application sees it. */
final class UserOfSite {
  private UserOfSite() {}

  /** Lets the application see in the request who it is. */
  static void enter(Request request, String user, List<String> groups) {
    request.setUserPrincipal(new GenericPrincipal(user, groups));
    request.setAuthType("BASIC");
  }
}
