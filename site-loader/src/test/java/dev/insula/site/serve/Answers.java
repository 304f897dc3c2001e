package dev.insula.site.serve;

/** The source of a site whose handler answers in every way that there is. */
final class Answers {
  static final String SOURCE =
      """
      import com.sun.net.httpserver.*;
      import java.io.*;
      import java.util.*;
      public class Answers implements HttpHandler {
        static volatile HttpExchange kept;
        public void handle(HttpExchange x) throws IOException {
          byte[] hello = "hello".getBytes();
          switch (x.getRequestURI().getPath()) {
            case "/fixed" -> { x.sendResponseHeaders(200, 5); x.getResponseBody().write(hello); x.close(); }
            case "/open" -> { x.sendResponseHeaders(200, 0); x.getResponseBody().write(hello); x.close(); }
            case "/none" -> { x.sendResponseHeaders(200, -1); }
            case "/204" -> { x.sendResponseHeaders(204, 0); x.close(); }
            case "/304" -> { x.getResponseHeaders().set("Content-Length", "77"); x.sendResponseHeaders(304, -1); x.close(); }
            case "/head" -> { x.getResponseHeaders().set("Content-Length", "5"); x.sendResponseHeaders(200, -1); x.close(); }
            case "/throws" -> throw new IllegalStateException("secret");
            case "/throws-late" -> { x.sendResponseHeaders(200, 0); x.getResponseBody().write(hello); x.getResponseBody().flush(); throw new IllegalStateException("late"); }
            case "/throws-after-head" -> { x.sendResponseHeaders(200, 0); throw new IllegalStateException("unsent"); }
            case "/short" -> { x.sendResponseHeaders(200, 10); x.getResponseBody().write(hello); x.getResponseBody().flush(); x.close(); }
            case "/long" -> {
              x.sendResponseHeaders(200, 5);
              String told = "nothing";
              try { x.getResponseBody().write("hello!".getBytes()); } catch (IOException e) { told = e.getMessage(); }
              System.out.println("told: " + told);
              x.getResponseBody().write(hello);
              x.close();
            }
            case "/twice" -> {
              x.sendResponseHeaders(200, 0);
              String told = "nothing";
              try { x.sendResponseHeaders(500, -1); } catch (IOException e) { told = e.getMessage(); }
              x.getResponseBody().write(told.getBytes()); x.close();
            }
            case "/early-body" -> {
              String told = "nothing";
              try { x.getResponseBody().write(hello); } catch (IOException e) { told = e.getMessage(); }
              x.sendResponseHeaders(200, 0); x.getResponseBody().write(told.getBytes()); x.close();
            }
            case "/closed" -> x.close();
            case "/echo" -> {
              x.sendResponseHeaders(200, 0);
              try (OutputStream out = x.getResponseBody()) { x.getRequestBody().transferTo(out); }
            }
            case "/count" -> {
              long count = x.getRequestBody().transferTo(OutputStream.nullOutputStream());
              text(x, Long.toString(count));
            }
            case "/big" -> {
              long size = Long.parseLong(x.getRequestURI().getQuery());
              x.sendResponseHeaders(200, x.getRequestMethod().equals("PUT") ? 0 : size);
              byte[] block = new byte[100_000];
              try (OutputStream out = x.getResponseBody()) {
                for (long left = size; left > 0; left -= block.length) {
                  out.write(block, 0, (int) Math.min(left, block.length));
                }
              }
            }
            case "/refuse" -> { x.sendResponseHeaders(403, 5); x.getResponseBody().write(hello); x.close(); }
            case "/facts" -> text(x, x.getRequestMethod() + " " + x.getRequestURI() + " " + x.getProtocol()
                + " " + x.getRemoteAddress().getAddress().getHostAddress() + " " + (x.getLocalAddress().getPort() > 0)
                + " " + x.getHttpContext().getPath() + " " + x.getResponseCode()
                + " " + x.getRequestHeaders().get("x-two") + " " + x.getPrincipal());
            case "/attribute" -> {
              Object before = x.getAttribute("seen");
              x.setAttribute("seen", "yes");
              text(x, before + " " + x.getHttpContext().getAttributes().get("seen"));
            }
            case "/later" -> {
              new Thread(() -> {
                try { text(x, "later"); } catch (IOException e) { throw new UncheckedIOException(e); }
              }).start();
            }
            case "/flush" -> {
              x.sendResponseHeaders(200, 0);
              x.getResponseBody().write("first".getBytes()); x.getResponseBody().flush();
              x.getRequestBody().read();
              x.getResponseBody().write("second".getBytes()); x.close();
            }
            case "/headers" -> {
              x.getResponseHeaders().add("X-Two", "a"); x.getResponseHeaders().add("X-Two", "b");
              x.getResponseHeaders().set("Transfer-Encoding", "gzip"); x.getResponseHeaders().set("Content-Length", "3");
              x.sendResponseHeaders(200, 5); x.getResponseBody().write(hello); x.close();
            }
            case "/streams" -> {
              x.setStreams(x.getRequestBody(), new FilterOutputStream(x.getResponseBody()) {
                public void write(int b) throws IOException { out.write(Character.toUpperCase(b)); }
              });
              text(x, "shout");
            }
            case "/server" -> {
              String told = "nothing";
              try { x.getHttpContext().getServer().stop(0); } catch (UnsupportedOperationException e) { told = e.getMessage(); }
              text(x, told);
            }
            default -> text(x, "?");
          }
        }
        static void text(HttpExchange x, String text) throws IOException {
          byte[] bytes = text.getBytes();
          x.sendResponseHeaders(200, bytes.length);
          x.getResponseBody().write(bytes);
          x.close();
        }
        static HttpHandler guarded(HttpContext context) {
          context.setAuthenticator(new BasicAuthenticator("staff") {
            public boolean checkCredentials(String user, String password) { return user.equals("ann") && password.equals("pw"); }
          });
          context.getFilters().add(new Filter() {
            public String description() { return "mark"; }
            public void doFilter(HttpExchange x, Chain chain) throws IOException {
              x.getResponseHeaders().set("X-Filter", "seen"); chain.doFilter(x);
            }
          });
          return x -> text(x, "hello " + x.getPrincipal().getUsername());
        }
      }
      """;

  private Answers() {}
}
