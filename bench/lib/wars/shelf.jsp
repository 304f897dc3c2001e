<%@ page session="false" contentType="text/html;charset=UTF-8" import="java.util.List" %>
<html><head><title>Shelf</title></head><body><h1>${pageContext.request.serverName}</h1><table>
<% for (Object article : (List<?>) request.getAttribute("articles")) { pageContext.setAttribute("article", article); %>
<tr><td>${article.title}</td><td>${article.cents}</td></tr>
<% } %>
</table></body></html>
