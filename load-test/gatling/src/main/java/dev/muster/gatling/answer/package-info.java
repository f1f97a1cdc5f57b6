/** What must be true of an answer; free of Gatling. */
@NullMarked
package dev.muster.gatling.answer;

import org.jspecify.annotations.NullMarked;
