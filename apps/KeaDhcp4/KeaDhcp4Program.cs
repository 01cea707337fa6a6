using CommandLines;
using CommandLines.Tables;
using Nestor.Server.Starting;
using StandardLibraries;

namespace KeaDhcp4;

/// <summary>The program kea-dhcp4.</summary>
public static class KeaDhcp4Program
{
    public static int Run(string[] args) => new ServerProgram4 { Usage = UsageText.Of(Servers.KeaDhcp4), Libraries = Standard.Table }.Run(args);
}
