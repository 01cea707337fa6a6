using PerfDhcp.CommandLine;

namespace PerfDhcp.Packets;

/// <summary>Queries given by -T: hexadecimal digits and white space.</summary>
internal static class TemplateFile
{
    /// <param name="index">0: the first query of an exchange, 1: the REQUEST.</param>
    public static PacketTemplate? Read(Settings settings, int index, out string? problem)
    {
        string file = settings.Templates[index];
        string text;
        try
        {
            text = File.ReadAllText(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problem = $"cannot read template file {file}: {e.Message}";
            return null;
        }

        return Parse(text, settings, index, out problem);
    }

    public static PacketTemplate? Parse(string text, Settings settings, int index, out string? problem)
    {
        byte[]? bytes = Values.TryHex(string.Concat(text.Where(c => !char.IsWhiteSpace(c))));
        if (bytes is null || bytes.Length is 0 or > PacketTemplate.MaxLength)
        {
            problem = $"template file {settings.Templates[index]} wants 1 to {PacketTemplate.MaxLength} octets in hexadecimal";
            return null;
        }

        return settings.IsSix
            ? TemplateFile6.Fill(bytes, settings, index, out problem)
            : TemplateFile4.Fill(bytes, settings, index, out problem);
    }

    public static int Pick(List<int> offsets, int index, int otherwise) =>
        offsets.Count > index ? offsets[index] : otherwise;

    /// <returns>What is wrong with a place; null when it is inside, or not asked for (-1).</returns>
    public static string? Outside(string file, byte[] bytes, string flag, int at, int length) =>
        at == -1 || (at >= 0 && at + length <= bytes.Length) ? null : $"{flag} points outside of template file {file}";
}
