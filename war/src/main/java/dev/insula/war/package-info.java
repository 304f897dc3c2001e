/**
 * A web application in a servlet container of its own: embedded Tomcat, started inside a site's
 * loader and patched like the site's own classes. Knows nothing of Insula's other packages, which a
 * site cannot see; is told what to do by a map and a function of the JDK's types.
 */
@NullMarked
package dev.insula.war;

import org.jspecify.annotations.NullMarked;
