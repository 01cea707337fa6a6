using SideBySide.Servers;
using Xunit;

namespace SideBySide;

/// <summary>What the bench needs of a machine.</summary>
internal static class Requirements
{
    /// <summary>Skips the test, with the reason, where it cannot run.</summary>
    public static void Check() => Check(ServerCommand.Subject);

    public static void Check(ServerCommand subject)
    {
        if (subject.WhyNotHere() is { } reason)
        {
            Assert.Skip(reason);
        }
    }
}
