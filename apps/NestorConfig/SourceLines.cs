using Nestor.Json;

namespace NestorConfig;

/// <summary>The lines of a file and of those it includes, as bytes.</summary>
internal sealed class SourceLines(string file, byte[] text)
{
    private readonly Dictionary<string, byte[]?> _texts = new() { [file] = text };

    /// <summary>The file that includes the others.</summary>
    public string File => file;

    /// <summary>The line of a place without its end; null when it cannot be shown.</summary>
    public byte[]? Find(SourcePlace place)
    {
        if (!_texts.TryGetValue(place.File, out byte[]? bytes))
        {
            bytes = place.File.Length > 0 ? JsonReader.OpenFile(place.File, out _) : null;
            _texts[place.File] = bytes;
        }

        if (bytes is null || place.Line < 1)
        {
            return null;
        }

        int start = 0;
        for (int line = 1; line < place.Line; line++)
        {
            int end = Array.IndexOf(bytes, (byte)'\n', start);
            if (end < 0)
            {
                return null;
            }

            start = end + 1;
        }

        int length = bytes.AsSpan(start).IndexOf((byte)'\n');
        return bytes.AsSpan(start, length < 0 ? bytes.Length - start : length).TrimEnd((byte)'\r').ToArray();
    }
}
