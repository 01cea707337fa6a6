using CommandLines;
using CommandLines.Tables;
using Nestor.Server.Starting;
using StandardLibraries;

namespace KeaDhcp6;

/// <summary>The program kea-dhcp6.</summary>
public static class KeaDhcp6Program
{
    public static int Run(string[] args) => new ServerProgram6 { Usage = UsageText.Of(Servers.KeaDhcp6), Libraries = Standard.Table }.Run(args);
}
