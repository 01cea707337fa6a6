using CommandLines;
using CommandLines.Tables;

namespace PerfDhcp.CommandLine;

/// <summary>The text of -h.</summary>
internal static class HelpText
{
    public const string Usage = "perfdhcp [flags] [server]     (perfdhcp -h lists the flags)";

    public static string Text => UsageText.Of(Measuring.PerfDhcp);
}
