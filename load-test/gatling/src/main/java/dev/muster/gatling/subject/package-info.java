/** What users do: one class for each thing. */
@NullMarked
package dev.muster.gatling.subject;

import org.jspecify.annotations.NullMarked;
