@NullMarked
<<<<<<<< HEAD:platform/web/src/test/java/io/countersign/web/api/package-info.java
package io.countersign.web.api;
========
package io.countersign.events;
>>>>>>>> main:platform/events/src/test/java/io/countersign/events/package-info.java

import org.jspecify.annotations.NullMarked;
