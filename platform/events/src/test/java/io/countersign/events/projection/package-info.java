@NullMarked
<<<<<<<< HEAD:platform/events/src/test/java/io/countersign/events/telemetry/package-info.java
package io.countersign.events.telemetry;
========
package io.countersign.events.projection;
>>>>>>>> main:platform/events/src/test/java/io/countersign/events/projection/package-info.java

import org.jspecify.annotations.NullMarked;
