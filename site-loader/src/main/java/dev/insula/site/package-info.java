/** One Java site inside a JVM: how it is declared, started, served and stopped. */
@NullMarked
package dev.insula.site;

import org.jspecify.annotations.NullMarked;
