package shop;

import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

/** A shelf with twenty articles, shown by a page; and a small answer from memory. */
@WebServlet(urlPatterns = {"/shelf", "/hello"})
public final class Shelf extends HttpServlet {
  private static final byte[] HELLO = "x".repeat(1024).getBytes(StandardCharsets.US_ASCII);

  /** What the page shows; an expression reads it as a bean. */
  public static final class Article {
    private final String title;
    private final int cents;

    Article(String title, int cents) {
      this.title = title;
      this.cents = cents;
    }

    public String getTitle() {
      return title;
    }

    public int getCents() {
      return cents;
    }
  }

  private final List<Article> articles =
      IntStream.range(0, 20).mapToObj(n -> new Article("Article number " + n, 100 + n)).toList();

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException, ServletException {
    if (request.getServletPath().equals("/shelf")) {
      request.setAttribute("articles", articles);
      request.getRequestDispatcher("/WEB-INF/shelf.jsp").forward(request, response);
    } else {
      response.setContentType("text/plain");
      response.setContentLength(HELLO.length);
      response.getOutputStream().write(HELLO);
    }
  }
}
