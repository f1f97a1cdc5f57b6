/** What a twin does about commands once it has decided: sends, looks, tells, and does it again after a crash. Free of Akka. */
@NullMarked
package dev.muster.twinservice.command.desk;

import org.jspecify.annotations.NullMarked;
