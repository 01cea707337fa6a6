namespace Nestor.Stores.Memfile;

/// <summary>
/// Reads the leases of a store that a server may be using, and changes no file of it. Rows that a power cut took from
/// the lease file and that the next start would bring back are there too.
/// </summary>
/// <param name="boot">As <see cref="BootId"/> tells it.</param>
public sealed class LeaseSnapshot(LeaseFiles files, Guid boot)
{
    /// <summary>A clean-up moves the files about for some milliseconds.</summary>
    private const int Tries = 10;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>False, with the reason, when the files cannot be read.</summary>
    /// <param name="begin">A loader into an empty table: it may be asked for again.</param>
    public bool TryRead(Func<LeaseLoader> begin, out string error)
    {
        error = "";
        if (!Parts.Any(File.Exists))
        {
            error = $"{files.Current}: there is no such lease file";
            return false;
        }

        for (int i = 0; i < Tries; i++)
        {
            var before = Identities();
            try
            {
                using var mended = MendedCopy.Of(files, boot);
                var loader = begin();
                loader.ReadInstead = mended?.Path;
                if (!loader.TryLoad(out error))
                {
                    return false;
                }

                if (before.SequenceEqual(Identities()))
                {
                    return true;
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // A file that was there when it was looked for may be gone now; then the rest is another, too.
                error = e.Message;
                if (e is UnauthorizedAccessException)
                {
                    return false;
                }
            }

            Thread.Sleep(Pause);
        }

        error = error.Length > 0 ? error : $"{files.Current}: its files are moved about all the time";
        return false;
    }

    private string[] Parts => [files.Completed, files.Previous, files.Copy, files.Current];

    private FileIdentity?[] Identities() => [.. Parts.Select(PeekedFile.IdentityOf)];
}
