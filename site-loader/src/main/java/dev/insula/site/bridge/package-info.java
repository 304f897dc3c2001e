/**
 * The way from a site's Unix socket to the port of a program that has a network of its own. A
 * process of its own inside the site's room; knows the JDK only.
 */
@NullMarked
package dev.insula.site.bridge;

import org.jspecify.annotations.NullMarked;
