using PerfDhcp.CommandLine;

namespace PerfDhcp.Packets;

/// <summary>The queries of one run; in DHCPv6 the first is SOLICIT.</summary>
internal sealed record TemplateSet(
    PacketTemplate Discover, PacketTemplate Request, PacketTemplate Renew, PacketTemplate Release)
{
    /// <returns>Null when a template file or what -o adds cannot be used; then <paramref name="problem"/> says why.</returns>
    public static TemplateSet? Load(Settings settings, out string? problem)
    {
        problem = null;
        var set = BuiltIn(settings);
        if (settings.Templates.Count > 0)
        {
            if (TemplateFile.Read(settings, 0, out problem) is not { } first)
            {
                return null;
            }

            set = set with { Discover = first };
        }

        if (settings.Templates.Count > 1)
        {
            if (TemplateFile.Read(settings, 1, out problem) is not { } second)
            {
                return null;
            }

            set = set with { Request = second };
        }

        problem = new[] { set.Discover, set.Request, set.Renew, set.Release }.Any(t => !Fits(t))
            ? $"a query would be longer than {PacketTemplate.MaxLength} octets"
            : null;
        return problem is null ? set : null;
    }

    private static TemplateSet BuiltIn(Settings settings)
    {
        var extra = settings.ExtraOptions;
        return settings.IsSix
            ? new TemplateSet(
                BuiltInTemplates6.Make(MessageType6.Solicit, settings),
                BuiltInTemplates6.Make(MessageType6.Request, settings),
                BuiltInTemplates6.Make(MessageType6.Renew, settings),
                BuiltInTemplates6.Make(MessageType6.Release, settings))
            : new TemplateSet(
                BuiltInTemplates4.Discover(extra),
                BuiltInTemplates4.Request(extra),
                BuiltInTemplates4.Renew(extra),
                BuiltInTemplates4.Release(extra));
    }

    /// <summary>With room for the longest server identifier that may be added.</summary>
    private static bool Fits(PacketTemplate template) =>
        template.Bytes.Length + (template is PacketTemplate6 { HasServer: true }
            ? OptionCode6.HeaderLength + PacketTemplate6.MaxDuid
            : 0) <= PacketTemplate.MaxLength;
}
