package dev.insula.tests;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Web applications for tests, compiled against the Servlet API that the host brings. */
final class Wars {
  /** Tells what it sees of the process-wide state, and keeps a count in the session. */
  static final String TELLER =
      """
      package site;
      import jakarta.servlet.*;
      import jakarta.servlet.annotation.*;
      import jakarta.servlet.http.*;
      import jakarta.websocket.*;
      import jakarta.websocket.server.ServerEndpoint;
      import java.io.*;
      import java.lang.management.ManagementFactory;
      import java.util.*;
      import java.util.logging.*;
      import javax.management.ObjectName;
      @WebServlet(urlPatterns = "/tell/*", asyncSupported = true, loadOnStartup = 1)
      public class Teller extends HttpServlet {
        public interface NameMBean { String getName(); }
        public record Name(String getName) implements NameMBean {}
        @WebListener
        public static class Start implements ServletContextListener {
          public void contextInitialized(ServletContextEvent e) {
            if (System.getenv("FAULT") != null) throw new IllegalStateException("no database " + System.getenv("FAULT"));
            if (System.getenv("LEAK") != null) {
              var thread = new Thread(() -> { while (true) try { Thread.sleep(1000); } catch (InterruptedException again) { } }, "stubborn-worker");
              thread.setDaemon(true);
              thread.start();
            }
            if (e.getServletContext().getContextPath().isEmpty()) try {
              ManagementFactory.getPlatformMBeanServer().registerMBean(new Name(System.getProperty("who")), new ObjectName("site:type=Name"));
            } catch (Exception x) { throw new IllegalStateException(x); }
            Logger.getLogger("site").setLevel(Level.parse(System.getProperty("level", "INFO")));
          }
        }
        @ServerEndpoint("/echo")
        public static class Echo {
          @OnMessage public String echo(String text) { return System.getProperty("who") + " says " + text; }
        }
        protected void doGet(HttpServletRequest q, HttpServletResponse r) throws IOException, ServletException {
          r.setContentType("text/plain;charset=UTF-8");
          r.getWriter().print(answer(q, q.getPathInfo()));
        }
        private String answer(HttpServletRequest q, String what) throws IOException {
          try {
            return switch (what == null ? "/" : what) {
              case "/jmx" -> ManagementFactory.getPlatformMBeanServer().getAttribute(new ObjectName("site:type=Name"), "Name").toString();
              case "/beans" -> ManagementFactory.getPlatformMBeanServer().queryNames(new ObjectName("Catalina:type=Server"), null).size()
                  + "|" + ManagementFactory.getPlatformMBeanServer().queryNames(new ObjectName("Tomcat:type=Server"), null).size();
              case "/level" -> String.valueOf(Logger.getLogger("site").getLevel());
              case "/folders" -> System.getProperty("user.dir") + "|" + new File("x").getAbsoluteFile().getParent()
                  + "|" + System.getProperty("java.io.tmpdir") + "|" + q.getServletContext().getAttribute("jakarta.servlet.context.tempdir")
                  + "|" + q.getServletContext().getRealPath("/");
              case "/client" -> q.getRemoteAddr() + "|" + q.getScheme() + "|" + q.getServerName() + "|" + q.getServerPort() + "|" + q.isSecure() + "|" + q.getContextPath();
              case "/count" -> { var s = q.getSession(); Integer n = (Integer) s.getAttribute("n"); s.setAttribute("n", n == null ? 1 : n + 1); yield String.valueOf(s.getAttribute("n")); }
              case "/fault" -> throw new IllegalArgumentException("secret-of-the-site");
              case "/mark" -> String.valueOf(System.getenv("MARK"));
              case "/jndi" -> String.valueOf(new javax.naming.InitialContext().lookup("java:comp/env/greeting"));
              default -> System.getProperty("who") + "|" + System.getenv("WHO") + "|" + Locale.getDefault() + "|" + TimeZone.getDefault().getID() + "|" + System.getProperty("settings.module");
            };
          } catch (RuntimeException e) { throw e; } catch (Exception e) { return e.toString(); }
        }
      }
      """;

  private static final String PAGE =
      """
      <%@ page contentType="text/plain;charset=UTF-8" %><%! String late() { class L { String w() { return System.getProperty("who"); } } return new L().w(); } %>page of <%= System.getProperty("who") %>, ${1 + 1}, <%= late() %>, <%= java.util.Locale.getDefault() %>\
      """;

  private static final String DESCRIPTOR =
      """
      <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.1">
        <env-entry><env-entry-name>greeting</env-entry-name><env-entry-type>java.lang.String</env-entry-type><env-entry-value>hello from web.xml</env-entry-value></env-entry>
      </web-app>
      """;

  private static final String OLD_DESCRIPTOR =
      """
      <web-app xmlns="http://xmlns.jcp.org/xml/ns/javaee" version="4.0">
        <servlet><servlet-name>old</servlet-name><servlet-class>site.Old</servlet-class></servlet>
        <servlet-mapping><servlet-name>old</servlet-name><url-pattern>/</url-pattern></servlet-mapping>
      </web-app>
      """;

  private Wars() {}

  /** The jars of the container, as a class path. */
  static String servletApi() throws IOException {
    try (Stream<Path> jars = Files.list(Insula.home().resolve("war/target/container"))) {
      return jars.map(Path::toString).collect(Collectors.joining(":"));
    }
  }

  /** Builds the teller with a page and a descriptor. */
  static Path teller(Path folder) throws IOException {
    Path classes = JavaSite.compile(folder, "Teller", TELLER, servletApi());
    Path war = folder.resolve("teller.war");
    try (OutputStream out = Files.newOutputStream(war);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      add(zip, "WEB-INF/web.xml", DESCRIPTOR.getBytes(StandardCharsets.UTF_8));
      add(zip, "page.jsp", PAGE.getBytes(StandardCharsets.UTF_8));
      add(zip, "file.txt", "a file".getBytes(StandardCharsets.UTF_8));
      addClasses(zip, classes);
    }
    return war;
  }

  /** One for {@code javax.servlet}; what it is compiled against only looks like that API. */
  static Path old(Path folder) throws IOException {
    Path api = folder.resolve("javax-api");
    for (String[] type :
        new String[][] {
          {"javax.servlet.http", "HttpServletRequest", "public interface", ""},
          {
            "javax.servlet.http",
            "HttpServletResponse",
            "public interface",
            "java.io.PrintWriter getWriter() throws java.io.IOException;"
          },
          {"javax.servlet.http", "HttpServlet", "public abstract class", ""},
        }) {
      Path file = api.resolve(type[0].replace('.', '/')).resolve(type[1] + ".java");
      Files.createDirectories(file.getParent());
      Files.writeString(
          file, "package %s; %s %s { %s }".formatted(type[0], type[2], type[1], type[3]));
    }
    Path classes =
        JavaSite.compile(
            folder.resolve("old"),
            "Old",
            """
            package site;
            import javax.servlet.http.*;
            public class Old extends HttpServlet {
              protected void doGet(HttpServletRequest q, HttpServletResponse r) throws java.io.IOException {
                r.getWriter().print("once a " + "javax" + " servlet, now a " + getClass().getSuperclass().getName());
              }
            }\
            """,
            api.toString());
    Path war = folder.resolve("old.war");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(war))) {
      add(zip, "WEB-INF/web.xml", OLD_DESCRIPTOR.getBytes(StandardCharsets.UTF_8));
      Path servlet = classes.resolve("site/Old.class");
      add(zip, "WEB-INF/classes/site/Old.class", Files.readAllBytes(servlet));
    }
    return war;
  }

  /** A web application of these classes and nothing else. */
  static Path of(Path war, Path classes) throws IOException {
    try (OutputStream out = Files.newOutputStream(war);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      addClasses(zip, classes);
    }
    return war;
  }

  /** A web application with nothing but this text as {@code page.jsp}. */
  static Path page(Path war, String text) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(war))) {
      add(zip, "page.jsp", text.getBytes(StandardCharsets.UTF_8));
    }
    return war;
  }

  private static void addClasses(ZipOutputStream zip, Path classes) throws IOException {
    for (Path file : filesOf(classes)) {
      add(zip, "WEB-INF/classes/" + classes.relativize(file), Files.readAllBytes(file));
    }
  }

  private static List<Path> filesOf(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static void add(ZipOutputStream zip, String name, byte[] content) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(content);
    zip.closeEntry();
  }

  /** A servlet alone; gives the folder of its class. */
  static Path servlet(Path folder) throws IOException {
    return JavaSite.compile(
        folder.resolve("alone"),
        "Alone",
        """
        package site;
        import jakarta.servlet.http.*;
        public class Alone extends HttpServlet {
          protected void doGet(HttpServletRequest q, HttpServletResponse r) throws java.io.IOException {
            r.getWriter().print(System.getProperty("who") + " at " + q.getPathInfo());
          }
        }
        """,
        servletApi());
  }
}
