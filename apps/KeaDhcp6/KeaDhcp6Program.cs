using Nestor.Server.Starting;

namespace KeaDhcp6;

/// <summary>The program kea-dhcp6.</summary>
public static class KeaDhcp6Program
{
    public static int Run(string[] args) => new ServerProgram6().Run(args);
}
