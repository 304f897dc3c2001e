package dev.insula.war;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.jspecify.annotations.Nullable;

/**
 * Lets requests pass by the site's rules, and tells the application who it is: {@code
 * getRemoteUser}, and the groups as roles. A question of the front's, which comes as the request's
 * head with a field that no client can send, is answered and does not reach the application.
 */
final class GateValve extends ValveBase {
  private static final String ASKS = "X-Insula-Authorize";
  private static final String AUTHORIZATION = "authorization";
  private static final String PASSES = "204";

  private final Function<ClassLoader, ? extends Function<Map<String, String>, Map<String, String>>>
      maker;
  private volatile @Nullable Opened opened;

  /**
   * Lets nothing pass before it is opened.
   *
   * @param maker gives what decides, by the code of the web application that has the loader
   */
  GateValve(
      Function<ClassLoader, ? extends Function<Map<String, String>, Map<String, String>>> maker) {
    super(true);
    this.maker = maker;
  }

  private record Opened(
      ClassLoader loader, Function<Map<String, String>, Map<String, String>> gate) {
    Map<String, String> ask(Map<String, String> asked) {
      Thread thread = Thread.currentThread();
      ClassLoader before = thread.getContextClassLoader();
      thread.setContextClassLoader(loader);
      try {
        return gate.apply(asked);
      } finally {
        thread.setContextClassLoader(before);
      }
    }
  }

  /**
   * Makes what decides.
   *
   * @param application the loader of the site's own web application
   * @throws IllegalArgumentException with a sentence if the code is of no use
   */
  void open(ClassLoader application) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(application);
    try {
      opened = new Opened(application, maker.apply(application));
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    Opened open = opened;
    if (open == null) {
      response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
      return;
    }
    Map<String, String> verdict = open.ask(question(request));
    if (request.getHeader(ASKS) != null) {
      answer(verdict, response);
    } else if (verdict.isEmpty()) {
      getNext().invoke(request, response);
    } else if (PASSES.equals(verdict.get("status"))) {
      signIn(request, verdict);
      getNext().invoke(request, response);
    } else {
      refuse(verdict, response);
    }
  }

  private static Map<String, String> question(Request request) {
    Map<String, String> asked = new HashMap<>();
    asked.put("path", request.getRequestURI());
    asked.put("decoded", String.valueOf(request.getDecodedRequestURI()));
    asked.put("address", String.valueOf(request.getRemoteAddr()));
    String field = request.getHeader(AUTHORIZATION);
    if (field != null) {
      asked.put(AUTHORIZATION, field);
    }
    return asked;
  }

  private static void answer(Map<String, String> verdict, Response response) throws IOException {
    boolean passes = verdict.isEmpty() || PASSES.equals(verdict.get("status"));
    if (!passes) {
      refuse(verdict, response);
      return;
    }
    String user = verdict.get("user");
    if (user != null) {
      String encoded = URLEncoder.encode(user, StandardCharsets.UTF_8).replace("+", "%20");
      response.setHeader(ToldUserValve.FIELD, encoded);
    }
    response.setStatus(HttpServletResponse.SC_NO_CONTENT);
  }

  /** The application has no use for the password. */
  private static void signIn(Request request, Map<String, String> verdict) {
    List<String> groups = new ArrayList<>();
    for (String group = verdict.get("group.0");
        group != null;
        group = verdict.get("group." + groups.size())) {
      groups.add(group);
    }
    UserOfSite.enter(request, verdict.getOrDefault("user", ""), groups);
    request.getCoyoteRequest().getMimeHeaders().removeHeader(AUTHORIZATION);
  }

  private static void refuse(Map<String, String> verdict, Response response) throws IOException {
    response.setStatus(Integer.parseInt(verdict.getOrDefault("status", "403")));
    String field = verdict.get("field");
    if (field != null) {
      response.setHeader(field, verdict.get("value"));
    }
    response.setHeader("Cache-Control", "no-store");
    response.setContentType("text/plain;charset=UTF-8");
    byte[] text = verdict.getOrDefault("text", "").getBytes(StandardCharsets.UTF_8);
    response.setContentLength(text.length);
    response.getOutputStream().write(text);
  }
}
