using Microsoft.AspNetCore.Http;

namespace Nestor.Server.Control.Http;

/// <summary>Reads the body of a request within bounds of size and time, keeping no more than came.</summary>
/// <param name="isRoom">Takes (or gives back) that many bytes of what all clients may keep; false when there is no room.</param>
internal sealed class BodyReader(ChannelLimits limits, Func<int, bool> isRoom)
{
    private const int FirstSize = 4096;

    /// <summary>The bytes with status 0; else the status that refuses the request, and none.</summary>
    /// <param name="length">What the client said it sends.</param>
    public async Task<(byte[] Body, int Status)> Read(HttpRequest request, long length)
    {
        if (length > limits.MaxRequest)
        {
            return ([], StatusCodes.Status413PayloadTooLarge);
        }

        int taken = 0;
        byte[] buffer = [];
        int used = 0;
        using var whole = CancellationTokenSource.CreateLinkedTokenSource(request.HttpContext.RequestAborted);
        whole.CancelAfter(limits.Total);
        try
        {
            while (used < length)
            {
                if (used == buffer.Length)
                {
                    int size = (int)Math.Min(length, Math.Max(FirstSize, buffer.Length * 2L));
                    if (!isRoom(size - buffer.Length))
                    {
                        return ([], StatusCodes.Status503ServiceUnavailable);
                    }

                    taken += size - buffer.Length;
                    Array.Resize(ref buffer, size);
                }

                using var idle = CancellationTokenSource.CreateLinkedTokenSource(whole.Token);
                idle.CancelAfter(limits.Idle);
                int count = await request.Body.ReadAsync(buffer.AsMemory(used), idle.Token);
                if (count == 0)
                {
                    return ([], StatusCodes.Status400BadRequest);
                }

                used += count;
            }

            return (buffer, 0);
        }
        catch (OperationCanceledException) when (!request.HttpContext.RequestAborted.IsCancellationRequested)
        {
            return ([], StatusCodes.Status408RequestTimeout);
        }
        finally
        {
            isRoom(-taken);
        }
    }
}
