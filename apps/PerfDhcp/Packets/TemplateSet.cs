using PerfDhcp.CommandLine;

namespace PerfDhcp.Packets;

/// <summary>The queries of one run.</summary>
internal sealed record TemplateSet(
    PacketTemplate Discover, PacketTemplate Request, PacketTemplate Renew, PacketTemplate Release)
{
    /// <returns>Null when a template file cannot be used; then <paramref name="problem"/> says why.</returns>
    public static TemplateSet? Load(Settings settings, out string? problem)
    {
        problem = null;
        var discover = settings.Templates.Count > 0
            ? TemplateFile.Read(settings, 0, out problem)
            : BuiltInTemplates.Discover(settings.ExtraOptions);
        if (discover is null)
        {
            return null;
        }

        var request = settings.Templates.Count > 1
            ? TemplateFile.Read(settings, 1, out problem)
            : BuiltInTemplates.Request(settings.ExtraOptions);
        return request is null
            ? null
            : new TemplateSet(
                discover,
                request,
                BuiltInTemplates.Renew(settings.ExtraOptions),
                BuiltInTemplates.Release(settings.ExtraOptions));
    }
}
