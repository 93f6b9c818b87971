package io.countersign.registry.client.logo;

import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Makes a small PNG of an untrusted picture: nothing of the bytes that came is in it. Only raster formats are read, by what the bytes are
 * and not by what they are called, and the size that the picture says it has is judged before a pixel is decoded.
 */
final class Picture {
    /** Of the longer side, in pixels. */
    static final int LONGEST = 96;
    /** The largest picture that is decoded, in pixels. */
    static final long MOST_PIXELS = 2_097_152;
    private static final List<Format> FORMATS = List.of(new Format("png", "89504e470d0a1a0a"), new Format("jpeg", "ffd8ff"),
            new Format("gif", "47494638"));

    private Picture() {
    }

    /** @param beginning of its bytes, in hexadecimal */
    private record Format(String name, String beginning) {
        boolean begins(byte[] bytes) {
            return HexFormat.of().formatHex(Arrays.copyOf(bytes, beginning.length() / 2)).equals(beginning);
        }
    }

    /** Empty where it is no picture of these formats, larger than is decoded, or broken. */
    static Optional<byte[]> anew(byte[] foreign) {
        return FORMATS.stream().filter(format -> format.begins(foreign)).findFirst().flatMap(format -> decoded(format, foreign))
                .map(Picture::small).map(Picture::png);
    }

    /** The decoders' unchecked failures are answers about the picture, too. */
    private static Optional<BufferedImage> decoded(Format format, byte[] foreign) {
        var reader = ImageIO.getImageReadersByFormatName(format.name()).next();
        try (var in = new MemoryCacheImageInputStream(new ByteArrayInputStream(foreign))) {
            reader.setInput(in, true, true);
            return isSmallEnough(reader) ? Optional.of(reader.read(0)) : Optional.empty();
        } catch (IOException | RuntimeException broken) {
            return Optional.empty();
        } finally {
            reader.dispose();
        }
    }

    private static boolean isSmallEnough(ImageReader reader) throws IOException {
        return (long) reader.getWidth(0) * reader.getHeight(0) <= MOST_PIXELS;
    }

    private static BufferedImage small(BufferedImage picture) {
        var scale = Math.min(1.0, (double) LONGEST / Math.max(picture.getWidth(), picture.getHeight()));
        var width = Math.max(1, (int) Math.round(picture.getWidth() * scale));
        var height = Math.max(1, (int) Math.round(picture.getHeight() * scale));
        var small = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        var canvas = small.createGraphics();
        try {
            canvas.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
            canvas.drawImage(picture, 0, 0, width, height, null);
        } finally {
            canvas.dispose();
        }
        return small;
    }

    private static byte[] png(BufferedImage picture) {
        var bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(picture, "png", bytes);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        return bytes.toByteArray();
    }
}
