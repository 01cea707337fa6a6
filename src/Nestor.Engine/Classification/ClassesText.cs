using System.Text;
using Nestor.Model.Classes;

namespace Nestor.Engine.Classification;

/// <summary>The classes of a query as they are shown in log lines: with a comma and a blank between.</summary>
internal readonly struct ClassesText(ClassSet classes, ClassNames names) : IUtf8SpanFormattable
{
    public bool TryFormat(
        Span<byte> utf8Destination, out int bytesWritten, ReadOnlySpan<char> format, IFormatProvider? provider)
    {
        bytesWritten = 0;
        for (int i = 0; i < classes.Count; i++)
        {
            var to = utf8Destination[bytesWritten..];
            int separator = i == 0 ? 0 : 2;
            int id = classes[i];
            if (to.Length < separator || !TryPut(id, to[separator..], out int length))
            {
                // What has no room is left out: names may be long.
                return true;
            }

            ", "u8[..separator].CopyTo(to);
            bytesWritten += separator + length;
        }

        return true;
    }

    private bool TryPut(int id, Span<byte> to, out int length)
    {
        if (id >= 0)
        {
            return Encoding.UTF8.TryGetBytes(names[id], to, out length);
        }

        var name = classes.NameOf(id);
        length = name.Length;
        return name.TryCopyTo(to);
    }
}
