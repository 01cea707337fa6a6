using CommandLines;
using CommandLines.Tables;
using Nestor.Server.Starting;

namespace KeaDhcp6;

/// <summary>The program kea-dhcp6.</summary>
public static class KeaDhcp6Program
{
    public static int Run(string[] args) => new ServerProgram6 { Usage = UsageText.Of(Servers.KeaDhcp6) }.Run(args);
}
