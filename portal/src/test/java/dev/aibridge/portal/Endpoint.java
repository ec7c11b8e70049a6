package dev.aibridge.portal;

import io.quarkus.security.Authenticated;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// One way into the portal, as its code declares it.
///
/// @param path with its parameters in braces
/// @param access what the method says of who may come, or else its class: each that it says
/// @param where the method, for people
record Endpoint(String method, String path, List<Class<?>> access, String where) {

    private static final java.nio.file.Path CLASSES = java.nio.file.Path.of("target/classes");
    private static final List<Class<? extends Annotation>> KINDS =
            List.of(PermitAll.class, Authenticated.class, RolesAllowed.class);

    /// All there are, found in the compiled classes.
    static List<Endpoint> all() {
        try (Stream<java.nio.file.Path> files =
                Files.walk(CLASSES.resolve("dev/aibridge/portal"))) {
            return files.filter(file -> file.toString().endsWith(".class"))
                    .map(Endpoint::load)
                    .filter(type -> !type.isInterface() && type.isAnnotationPresent(Path.class))
                    .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                    .flatMap(method -> of(method).stream())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Class<?> load(java.nio.file.Path file) {
        String name = CLASSES.relativize(file).toString().replace('/', '.');
        try {
            return Class.forName(
                    name.substring(0, name.length() - ".class".length()),
                    false,
                    Thread.currentThread().getContextClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(name, e);
        }
    }

    private static Optional<Endpoint> of(Method method) {
        return Arrays.stream(method.getAnnotations())
                .map(a -> a.annotationType().getAnnotation(HttpMethod.class))
                .filter(verb -> verb != null)
                .findFirst()
                .map(verb -> new Endpoint(verb.value(), path(method), access(method), method + ""));
    }

    private static String path(Method method) {
        String path = part(method.getDeclaringClass()) + part(method);
        return path.isEmpty() ? "/" : path;
    }

    private static String part(AnnotatedElement what) {
        Path path = what.getAnnotation(Path.class);
        String text = path == null ? "" : path.value().replaceAll("^/|/$", "");
        return text.isEmpty() ? "" : "/" + text;
    }

    private static List<Class<?>> access(Method method) {
        List<Class<?>> own = said(method);
        return own.isEmpty() ? said(method.getDeclaringClass()) : own;
    }

    private static List<Class<?>> said(AnnotatedElement what) {
        return KINDS.stream()
                .filter(what::isAnnotationPresent)
                .<Class<?>>map(kind -> kind)
                .toList();
    }

    boolean isFor(Class<? extends Annotation> kind) {
        return access.equals(List.of(kind));
    }

    boolean reads() {
        return method.equals(HttpMethod.GET);
    }

    /// Whether it is about something that somebody owns.
    boolean isOfThing() {
        return path.contains("{") && !path.startsWith("/assets") && !path.startsWith("/models");
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
